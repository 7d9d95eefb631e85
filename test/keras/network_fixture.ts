import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { batches } from "../../packages/core/src/data/batches.ts";
import type { LabeledImages } from "../../packages/core/src/data/image_dataset.ts";
import { parseIdxDataset } from "../../packages/core/src/data/parse_idx_dataset.ts";
import type { NamedTensors } from "../../packages/core/src/graph/program.ts";
import type { ModelSpec } from "../../packages/core/src/spec/model_spec.ts";
import { parseModelSpec } from "../../packages/core/src/spec/parse_model_spec.ts";
import { parseTrainSpec } from "../../packages/core/src/spec/parse_train_spec.ts";
import type { TrainSpec } from "../../packages/core/src/spec/train_spec.ts";
import { type Fixture, readFixture, requireTensor, tensorsUnder } from "./fixture.ts";

/** A training by Keras: what it began with and what came out. */
export interface NetworkFixture {
  readonly name: string;
  readonly model: ModelSpec;
  readonly train: TrainSpec;
  /** Images and labels, step by step, in the order Keras saw them. */
  readonly steps: readonly { readonly images: Uint8Array; readonly labels: Int32Array }[];
  readonly initialWeights: NamedTensors;
  /** Mean loss of each step, before its update. */
  readonly losses: readonly number[];
  readonly finalWeights: NamedTensors;
  /** What layers give for some images, given the final weights; by layer number. */
  readonly outputs: ReadonlyMap<number, Float32Array>;
  readonly outputImages: Uint8Array;
}

interface NetworkIndex {
  readonly model: unknown;
  readonly train: unknown;
  readonly losses: readonly number[];
  readonly labels?: readonly number[];
}

type Source = Pick<NetworkFixture, "outputs" | "outputImages"> & { readonly images: LabeledImages };

async function readNetwork(
  name: string,
  source: (fixture: Fixture<NetworkIndex>, model: ModelSpec, batchSize: number) => Promise<Source> | Source,
): Promise<NetworkFixture> {
  const fixture = await readFixture<NetworkIndex>(name);
  const model = parseModelSpec(fixture.index.model);
  const train = parseTrainSpec(fixture.index.train);
  const { images, outputs, outputImages } = await source(fixture, model, train.batchSize);
  return {
    name,
    model,
    train,
    steps: [...batches(images, { batchSize: train.batchSize })],
    initialWeights: tensorsUnder(fixture, "initial"),
    losses: fixture.index.losses,
    finalWeights: tensorsUnder(fixture, "final"),
    outputs,
    outputImages,
  };
}

/** A network of 792 weights on images that the fixture holds, with the outputs of every layer for its first batch. */
export function readTinyCnn(): Promise<NetworkFixture> {
  return readNetwork("tiny_cnn", (fixture, { input, layers }, batchSize) => {
    const images = Uint8Array.from(requireTensor(fixture, "images"));
    const labels = Int32Array.from(fixture.index.labels!);
    return {
      images: { images, labels, count: labels.length },
      outputs: new Map(layers.map((_, index) => [index, requireTensor(fixture, `outputs/layers.${index}`)])),
      outputImages: images.subarray(0, batchSize * input.height * input.width * input.channels),
    };
  });
}

/** The reference CNN on the first images of the committed sample, with the scores of the first test images. */
export function readReferenceCnn(): Promise<NetworkFixture> {
  return readNetwork("reference_cnn", async (fixture, { input, layers }, batchSize) => {
    const sample = await readSample();
    const pixels = input.height * input.width * input.channels;
    const count = fixture.index.losses.length * batchSize;
    const scores = requireTensor(fixture, "scores");
    return {
      images: {
        images: sample.train.images.subarray(0, count * pixels),
        labels: sample.train.labels.subarray(0, count),
        count,
      },
      outputs: new Map([[layers.length - 1, scores]]),
      outputImages: sample.test.images.subarray(0, (scores.length / 10) * pixels),
    };
  });
}

async function readSample(): Promise<{ readonly train: LabeledImages; readonly test: LabeledImages }> {
  const folder = fileURLToPath(new URL("../../data/fashion-mnist-sample", import.meta.url));
  const read = (name: string): Promise<Uint8Array> => readFile(`${folder}/${name}-ubyte.gz`);
  return await parseIdxDataset({
    name: "fashion-mnist-sample",
    classes: Array.from({ length: 10 }, (_, index) => `class ${index}`),
    trainImages: await read("train-images-idx3"),
    trainLabels: await read("train-labels-idx1"),
    testImages: await read("t10k-images-idx3"),
    testLabels: await read("t10k-labels-idx1"),
  });
}
