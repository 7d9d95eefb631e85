import { availableParallelism } from "node:os";
import { createWasmEngine, type EngineMode, type ImageDataset, type LabeledImages } from "@convzoo/core";
import { findFashionMnist, readFashionMnist } from "./fashion_mnist.ts";
import { type Contestant, interleave } from "./interleave.ts";
import type { BenchOptions } from "./options.ts";
import { kerasContestant } from "./peers/keras_contestant.ts";
import { type BenchReport, type BenchRow, benchReport } from "./report.ts";
import { median, range } from "./statistics.ts";
import { trainContestant } from "./train_contestant.ts";

const BATCH_SIZE = 64;
const WARM_UP_STEPS = 30;

const engines: readonly { readonly id: string; readonly mode: EngineMode }[] = [
  { id: "wasm", mode: "fast" },
  { id: "wasm_portable", mode: "portable" },
];

/** Threads that the `wasm` engine computes on. */
const OUR_THREADS = 1;

function first({ images, labels, count }: LabeledImages, kept: number): LabeledImages {
  const size = images.length / count;
  return { images: images.subarray(0, kept * size), labels: labels.subarray(0, kept), count: kept };
}

/** The dataset with whole batches only, and few test images: the bench does not measure evaluation. */
function wholeBatches(dataset: ImageDataset): ImageDataset {
  const { train, test } = dataset;
  return {
    ...dataset,
    train: first(train, train.count - (train.count % BATCH_SIZE)),
    test: first(test, BATCH_SIZE),
  };
}

/** Measures how fast the reference CNN trains, with dropout, batch 64, on real images. */
export async function benchTrain(options: BenchOptions, log: (line: string) => void): Promise<BenchReport> {
  const { rounds, steps } = options;
  const data = findFashionMnist(options);
  const dataset = wholeBatches(await readFashionMnist(data));
  const common = { batchSize: BATCH_SIZE, steps, warmUpSteps: WARM_UP_STEPS };
  const theirThreads = options.threads ?? availableParallelism();
  const peers: Contestant[] = options.peers.includes("keras")
    ? [kerasContestant({ ...common, data, threads: theirThreads })]
    : [];
  const ours = engines.map(({ mode }) =>
    trainContestant({ ...common, engine: createWasmEngine({ mode }), dataset }),
  );
  const contestants = [...ours, ...peers];
  log(
    `batch ${BATCH_SIZE}, ${rounds} rounds of ${steps} steps in turns: ${contestants.map(({ name }) => name).join("; ")}`,
  );
  const speeds = await interleave(contestants, rounds);
  for (const [index, { name }] of contestants.entries()) {
    log(`${name}: ${((1000 * BATCH_SIZE) / median(speeds[index]!)).toFixed(2)} ms a step`);
  }
  const keras = speeds[ours.length];
  const rows = engines.map(({ id }, index): BenchRow => {
    const mine = speeds[index]!;
    const theirs = keras === undefined ? null : median(keras);
    return {
      id: `train/reference_cnn/${id}/keras_fit`,
      ours: median(mine),
      theirs,
      ratio: theirs === null ? null : median(mine) / theirs,
      unit: "images/s",
      rounds,
      spread: { ours: range(mine), theirs: keras === undefined ? null : range(keras) },
      threads: { ours: OUR_THREADS, theirs: keras === undefined ? null : theirThreads },
    };
  });
  return benchReport("train", rows);
}
