import { describe, expect, test } from "vitest";
import type { ImageDataset } from "../data/image_dataset.ts";
import { selectImages, stratifiedSplit } from "../data/stratified_split.ts";
import { syntheticDataset } from "../data/synthetic_dataset.ts";
import { createWasmEngine } from "../engines/wasm/create_wasm_engine.ts";
import { DataError } from "../errors/data_error.ts";
import { parseModelSpec } from "../spec/parse_model_spec.ts";
import { parseTrainSpec } from "../spec/parse_train_spec.ts";
import type { TrainSpecInput } from "../spec/train_spec.ts";
import { type TrainOptions, type TrainResult, train } from "./train.ts";
import type { EpochEvent, FinishedEvent, TrainEvent } from "./train_event.ts";

const dataset = syntheticDataset({ seed: 1, train: 120, test: 40, height: 8, width: 8 });
const model = parseModelSpec({
  input: { height: 8, width: 8, channels: 1 },
  layers: [{ flatten: {} }, { dense: { units: dataset.classes.length, activation: "softmax" } }],
  classes: dataset.classes.length,
});

interface Run {
  readonly events: readonly TrainEvent[];
  readonly epochs: readonly EpochEvent[];
  readonly result: TrainResult;
}

async function run(spec: TrainSpecInput, options: Partial<TrainOptions> = {}): Promise<Run> {
  const parsed = parseTrainSpec({ batchSize: 32, ...spec });
  const training = train({ model, train: parsed, dataset, seed: 1, engine: createWasmEngine(), ...options });
  const events: TrainEvent[] = [];
  for (;;) {
    const { done, value } = await training.next();
    if (done) {
      const epochs = events.filter((event) => event.type === "epoch");
      return { events, epochs, result: value };
    }
    events.push(value);
  }
}

function finished({ events }: Run): FinishedEvent {
  return events.at(-1) as FinishedEvent;
}

function weightsOf({ result }: Run) {
  if (result.outcome !== "finished") {
    throw new Error(`Cannot go on as training must finish: it ${result.outcome}`);
  }
  return result.weights;
}

/** A training whose fourth epoch is worse than its third, as the rate jumps. */
const worsening: TrainSpecInput = {
  epochs: 8,
  optimizer: { sgd: { learningRate: 0.2 } },
  schedule: { piecewise: { boundaries: [3], factors: [1, 40] } },
  validation: { split: { fraction: 0.25, seed: 5 } },
};

describe("train() with validation images", () => {
  test("train() judges by them, and sees the test images once, at the end", async () => {
    const one = await run({ epochs: 3, validation: { split: { fraction: 0.25 } } });
    for (const event of one.epochs) {
      expect(event.validationLoss).toBeGreaterThan(0);
      expect(event.validationAccuracy).toBeGreaterThanOrEqual(0);
      expect(event).toMatchObject({ testLoss: null, testAccuracy: null });
    }
    // 90 images are left to learn from
    expect(one.events[0]).toMatchObject({ type: "started", stepsPerEpoch: 3 });
    const { type: _, ...final } = finished(one);
    const { test } = one.result as Extract<TrainResult, { outcome: "finished" }>;
    expect(final).toMatchObject({ testLoss: test.loss, testAccuracy: test.accuracy, metrics: test.metrics });
    expect(final.metrics["f1"]).toBeGreaterThan(0);
  });

  test("train() without them evaluates the test images after each epoch", async () => {
    const one = await run({ epochs: 2 });
    expect(one.epochs.map(({ validationLoss, isBest }) => [validationLoss, isBest])).toEqual([
      [null, false],
      [null, false],
    ]);
    expect(one.epochs.at(-1)!.testLoss).toBe(finished(one).testLoss);
    expect(finished(one)).toMatchObject({ bestEpoch: null, stoppedEarly: false, epochs: 2 });
  });

  test("train() can leave the test images to the end without them, too", async () => {
    const each = await run({ epochs: 3 });
    const atEnd = await run({ epochs: 3 }, { testing: "atEnd" });
    expect(
      atEnd.epochs.map(({ testLoss, testAccuracy, metrics }) => [testLoss, testAccuracy, metrics]),
    ).toEqual(Array.from({ length: 3 }, () => [null, null, {}]));
    expect(atEnd.result).toEqual(each.result);
  });

  test("train() takes those of the dataset as it would take the same ones set apart", async () => {
    const split = stratifiedSplit(dataset.train.labels, { fraction: 0.25, seed: 0, classes: 4 });
    const given: ImageDataset = {
      ...dataset,
      train: selectImages(dataset.train, split.train),
      validation: selectImages(dataset.train, split.validation),
    };
    const own = await run({ epochs: 2, validation: { given: {} } }, { dataset: given });
    const apart = await run({ epochs: 2, validation: { split: { fraction: 0.25, seed: 0 } } });
    expect(weightsOf(own)).toEqual(weightsOf(apart));
    expect(own.epochs.at(-1)!.validationLoss).toBe(apart.epochs.at(-1)!.validationLoss);
  });

  test.each<[string, TrainSpecInput, RegExp]>([
    ["none in the dataset", { validation: { given: {} } }, /must have validation images/],
    ["none set apart", { validation: { split: { fraction: 0.001 } } }, /must leave an image on both sides/],
    [
      "none to learn from",
      { validation: { split: { fraction: 0.999 } } },
      /must leave an image on both sides/,
    ],
  ])("train() refuses to go without images: %s", async (_name, spec, message) => {
    await expect(run(spec)).rejects.toThrow(message);
    await expect(run(spec)).rejects.toBeInstanceOf(DataError);
  });
});

describe("train() with early stopping", () => {
  test("train() ends when nothing gets better, and leaves the best weights", async () => {
    const stopping = { earlyStopping: { patience: 1 } };
    const stopped = await run({ ...worsening, stopping });
    const losses = stopped.epochs.map(({ validationLoss }) => validationLoss!);
    const best = losses.indexOf(Math.min(...losses)) + 1;
    expect(best).toBe(3);
    expect(stopped.epochs.map(({ isBest }) => isBest)).toEqual([true, true, true, false]);
    expect(finished(stopped)).toMatchObject({ stoppedEarly: true, epochs: 4, bestEpoch: best });

    const short = await run({ ...worsening, epochs: best });
    expect(weightsOf(stopped)).toEqual(weightsOf(short));
    expect(finished(stopped).testLoss).toBe(finished(short).testLoss);
  });

  test("train() leaves the last weights where the best are not to be restored", async () => {
    const stopped = await run({
      ...worsening,
      stopping: { earlyStopping: { patience: 1, restoreBest: false } },
    });
    expect(weightsOf(stopped)).toEqual(weightsOf(await run({ ...worsening, epochs: 4 })));
  });

  test("train() restores the mean of the weights where that is what was judged", async () => {
    const gradients = [{ ema: { decay: 0.5 } }];
    const stopped = await run({ ...worsening, gradients, stopping: { earlyStopping: { patience: 1 } } });
    const { bestEpoch, testLoss } = finished(stopped);
    const short = await run({ ...worsening, gradients, epochs: bestEpoch! });
    expect(bestEpoch).toBeLessThan(stopped.epochs.length);
    expect(weightsOf(stopped)).toEqual(weightsOf(short));
    expect(testLoss).toBe(finished(short).testLoss);
  });
});

describe("train() with class weights", () => {
  const uneven = (keep: (label: number, index: number) => boolean): ImageDataset => {
    const indices = [...dataset.train.labels.keys()].filter((index) =>
      keep(dataset.train.labels[index]!, index),
    );
    return { ...dataset, train: selectImages(dataset.train, Uint32Array.from(indices)) };
  };

  test("train() with weights of 1 is as without them", async () => {
    const plain = await run({ epochs: 2 });
    const ones = await run({ epochs: 2, classWeights: { given: { weights: [1, 1, 1, 1] } } });
    const balanced = await run({ epochs: 2, classWeights: { balanced: {} } });
    // all classes have 30 images
    expect(weightsOf(ones)).toEqual(weightsOf(balanced));
    expect(ones.epochs[1]!.testLoss).toBeCloseTo(plain.epochs[1]!.testLoss!, 5);
  });

  test("train() learns nothing of a class that weighs nothing", async () => {
    const weights = [1, 1, 1, 0];
    const spec: TrainSpecInput = { epochs: 20, optimizer: { adam: { learningRate: 0.01 } } };
    const weighted = await run({ ...spec, classWeights: { given: { weights } } });
    // a quarter of the images
    expect(weighted.epochs.at(-1)!.accuracy).toBeLessThanOrEqual(0.75);
    expect((await run(spec)).epochs.at(-1)!.accuracy).toBeGreaterThan(0.9);
  });

  test("train() with balanced classes weighs by those that it learns from", async () => {
    const few = uneven((label, index) => label !== 0 || index < 40);
    const counts = [10, 30, 30, 30];
    const weights = counts.map((count) => 100 / (4 * count));
    const balanced = await run({ epochs: 2, classWeights: { balanced: {} } }, { dataset: few });
    const given = await run({ epochs: 2, classWeights: { given: { weights } } }, { dataset: few });
    expect(weightsOf(balanced)).toEqual(weightsOf(given));
    expect(weightsOf(balanced)).not.toEqual(weightsOf(await run({ epochs: 2 }, { dataset: few })));
  });

  test("train() refuses a weight too few", async () => {
    const spec = { classWeights: { given: { weights: [1, 1, 1] } } };
    await expect(run(spec)).rejects.toThrow(
      'Cannot train on dataset "synthetic" as classWeights.given.weights must have 4 numbers, one for each class: current number is 3',
    );
  });
});

describe("train() whose loss leaves the numbers", () => {
  test("train() leaves no weights that only the test images show to be spoiled", async () => {
    // one step an epoch, and the only one throws the weights out of float32
    const spec: TrainSpecInput = { epochs: 1, batchSize: 120, optimizer: { sgd: { learningRate: 3e38 } } };
    const atEnd = await run(spec, { testing: "atEnd" });
    const failed = { type: "failed", code: "NON_FINITE_LOSS" };
    expect(atEnd.events.at(-1)).toMatchObject({
      ...failed,
      message: expect.stringMatching(/test loss must be finite/),
    });
    expect(atEnd.result).toMatchObject({ outcome: "failed", checkpoint: null });
    const each = await run(spec);
    expect(each.events.at(-1)).toMatchObject({ ...failed, message: expect.stringMatching(/after epoch 1$/) });
  });

  test("train() stops, and hands out the last good checkpoint", async () => {
    // the third epoch's rate throws the weights out of float32
    const schedule = { piecewise: { boundaries: [2], factors: [1, 1e38] } };
    const spec: TrainSpecInput = { epochs: 5, optimizer: { sgd: { learningRate: 0.1 } }, schedule };
    const { events, result } = await run(spec);
    expect(events.at(-1)).toMatchObject({ type: "failed", code: "NON_FINITE_LOSS" });
    if (result.outcome !== "failed") {
      throw new Error(`Cannot go on as training must fail: it ${result.outcome}`);
    }
    expect(result.checkpoint?.memory.epoch).toBe(2);
    const kept = Object.values(result.checkpoint!.state).flatMap((tensor) => [...tensor]);
    expect(kept.every(Number.isFinite)).toBe(true);
    const again = await run(spec, { checkpoints: false });
    expect(again.result).toEqual({ outcome: "failed", code: "NON_FINITE_LOSS", checkpoint: null });
    expect(again.events.some(({ type }) => type === "checkpoint")).toBe(false);
  });
});
