import { describe, expect, test } from "vitest";
import type { ImageDataset, LabeledImages } from "../data/image_dataset.ts";
import { syntheticDataset } from "../data/synthetic_dataset.ts";
import { createWasmEngine } from "../engines/wasm/create_wasm_engine.ts";
import { parseModelSpec } from "../spec/parse_model_spec.ts";
import { parseTrainSpec } from "../spec/parse_train_spec.ts";
import type { TrainSpecInput } from "../spec/train_spec.ts";
import { checkTargets } from "./check_targets.ts";
import { type TrainResult, train } from "./train.ts";

const single = syntheticDataset({ seed: 1 });
const classes = single.classes.length;

/** Each image is of its label's class and of the next one. */
function withTargets(set: LabeledImages): LabeledImages {
  const targets = new Uint8Array(set.count * classes);
  for (let index = 0; index < set.count; index++) {
    targets[index * classes + set.labels[index]!] = 1;
    targets[index * classes + ((set.labels[index]! + 1) % classes)] = 1;
  }
  return { ...set, targets };
}

const dataset: ImageDataset = {
  ...single,
  train: withTargets(single.train),
  test: withTargets(single.test),
};

function modelOf(activation: "sigmoid" | "softmax"): ReturnType<typeof parseModelSpec> {
  const { height, width, channels } = dataset;
  return parseModelSpec({
    input: { height, width, channels },
    layers: [
      { conv2d: { filters: 8, stride: 2, activation: "relu" } },
      { flatten: {} },
      { dense: { units: classes, activation } },
    ],
    classes,
  });
}

async function run(
  spec: TrainSpecInput,
  data = dataset,
  activation: "sigmoid" | "softmax" = "sigmoid",
): Promise<TrainResult> {
  const engine = createWasmEngine();
  const training = train({
    model: modelOf(activation),
    train: parseTrainSpec(spec),
    dataset: data,
    seed: 1,
    engine,
  });
  for (;;) {
    const { done, value } = await training.next();
    if (done) {
      return value;
    }
  }
}

describe("train() with several classes an image", () => {
  const learning = { epochs: 12, batchSize: 32, optimizer: { adam: { learningRate: 0.01 } } } as const;

  test.each<[string, TrainSpecInput]>([
    ["binaryCrossentropy", { loss: { binaryCrossentropy: {} } }],
    [
      "binaryCrossentropy, smoothed, on a validation split",
      { loss: { binaryCrossentropy: { labelSmoothing: 0.1 } }, validation: { split: {} } },
    ],
    ["meanSquaredError", { loss: { meanSquaredError: {} } }],
    ["binaryCrossentropy with mixup", { loss: { binaryCrossentropy: {} }, augmentations: [{ mixup: {} }] }],
  ])("train() learns all of them: %s", async (_name, spec) => {
    const result = await run({ ...learning, ...spec });
    if (result.outcome !== "finished") {
      throw new Error(result.code);
    }
    const { accuracy, metrics } = result.test;
    // saying no to everything is right for all classes but two
    expect(accuracy).toBeGreaterThan(1 - 1 / classes);
    expect(metrics["f1"]).toBeGreaterThan(0.5);
    expect(metrics["rocAuc"]).toBeGreaterThan(0.8);
    expect(Object.keys(metrics).sort()).toEqual(["f1", "precision", "recall", "rocAuc"]);
  });

  test("train() gives targets of one class an image the bits of their labels", async () => {
    const oneHot = (set: LabeledImages): LabeledImages => {
      const targets = new Uint8Array(set.count * classes);
      set.labels.forEach((label, index) => {
        targets[index * classes + label] = 1;
      });
      return { ...set, targets };
    };
    const spec = { epochs: 1, loss: { binaryCrossentropy: {} }, augmentations: [{ mixup: {} }] };
    const rows = await run(spec, { ...single, train: oneHot(single.train), test: oneHot(single.test) });
    const labels = await run(spec, single);
    if (rows.outcome !== "finished" || labels.outcome !== "finished") {
      throw new Error("Both must finish");
    }
    for (const [name, weight] of Object.entries(labels.weights)) {
      for (const [index, value] of weight.entries()) {
        expect(rows.weights[name]![index]).toBeCloseTo(value, 5);
      }
    }
    expect(rows.test.loss).toBeCloseTo(labels.test.loss, 5);
  });

  test("train() refuses a loss for one class an image", async () => {
    await expect(run({}, dataset, "softmax")).rejects.toThrow(
      /^Cannot train on dataset .* as loss must be one of/,
    );
  });
});

describe("checkTargets()", () => {
  const { train: trained, test: held } = dataset;
  const binary = { loss: { binaryCrossentropy: {} } };

  test("checkTargets() lets a dataset without targets through, and one whose targets fit", () => {
    expect(() => checkTargets(parseTrainSpec({}), single)).not.toThrow();
    expect(() => checkTargets(parseTrainSpec(binary), dataset)).not.toThrow();
  });

  test.each<[string, TrainSpecInput, ImageDataset, string]>([
    [
      "loss",
      { loss: { focal: {} } },
      dataset,
      'loss must be one of binaryCrossentropy, meanSquaredError where several classes can hold for an image: current value is "focal"',
    ],
    [
      "classWeights",
      { ...binary, classWeights: { balanced: {} } },
      dataset,
      'classWeights must be null where several classes can hold for an image: current value is {"balanced":{}}',
    ],
    [
      "test.targets",
      binary,
      { ...dataset, test: single.test },
      "test.targets must be there, as other images have them: current value is undefined",
    ],
    [
      "validation.targets",
      binary,
      { ...dataset, validation: single.test },
      "validation.targets must be there, as other images have them: current value is undefined",
    ],
    [
      "train.targets",
      binary,
      { ...dataset, train: { ...trained, targets: Uint8Array.of(1) } },
      `train.targets must have ${trained.count * classes} bytes, one for each image and class: current value is 1`,
    ],
    [
      "test.targets",
      binary,
      { ...dataset, test: { ...held, targets: held.targets!.map((one, at) => (at === 5 ? 2 : one)) } },
      "test.targets[5] must be 0 or 1: current value is 2",
    ],
  ])("checkTargets() refuses what does not fit: %s", (path, spec, data, rule) => {
    let told: unknown;
    try {
      checkTargets(parseTrainSpec(spec), data);
    } catch (error) {
      told = error;
    }
    expect(told).toMatchObject({
      code: "DATASET_MISMATCH",
      path,
      message: `Cannot train on dataset "${data.name}" as ${rule}`,
    });
  });
});
