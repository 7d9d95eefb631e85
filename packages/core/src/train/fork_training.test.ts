import { describe, expect, test } from "vitest";
import { syntheticDataset } from "../data/synthetic_dataset.ts";
import { createWasmEngine } from "../engines/wasm/create_wasm_engine.ts";
import { SpecError } from "../errors/spec_error.ts";
import { parseModelSpec } from "../spec/parse_model_spec.ts";
import { parseTrainSpec } from "../spec/parse_train_spec.ts";
import type { TrainSpecInput } from "../spec/train_spec.ts";
import type { Checkpoint } from "./checkpoint.ts";
import { readCheckpoint, writeCheckpoint } from "./checkpoint_file.ts";
import type { TrainingSpecs } from "./fork_training.ts";
import { type TrainOptions, type TrainResult, train } from "./train.ts";
import type { TrainEvent } from "./train_event.ts";

const dataset = syntheticDataset({ seed: 1, train: 64, test: 30, height: 8, width: 8 });

function network(filters = 4, rate = 0.3) {
  return parseModelSpec({
    input: { height: 8, width: 8, channels: 1 },
    layers: [
      { conv2d: { filters, activation: "relu" } },
      { flatten: {} },
      { dropout: { rate } },
      { dense: { units: dataset.classes.length, activation: "softmax" } },
    ],
    classes: dataset.classes.length,
  });
}

const base: TrainSpecInput = { epochs: 4, batchSize: 16, optimizer: { adam: { learningRate: 0.01 } } };
const specs: TrainingSpecs = { model: network(), train: parseTrainSpec(base) };

interface Run {
  readonly events: readonly TrainEvent[];
  readonly checkpoints: readonly Checkpoint[];
  readonly result: TrainResult;
}

async function run({ model, train: spec }: TrainingSpecs, options: Partial<TrainOptions> = {}): Promise<Run> {
  const training = train({ model, train: spec, dataset, seed: 3, engine: createWasmEngine(), ...options });
  const events: TrainEvent[] = [];
  for (;;) {
    const { done, value } = await training.next();
    if (done) {
      const checkpoints = events.flatMap((event) => (event.type === "checkpoint" ? [event.checkpoint] : []));
      return { events, checkpoints, result: value };
    }
    events.push(value);
  }
}

/** Forks the training of the base after an epoch. */
async function fork(to: Partial<TrainingSpecs>, { after = 2, from = specs } = {}): Promise<Run> {
  const { checkpoints } = await run(from, { checkpoints: "alsoLast" });
  const resume = readCheckpoint(writeCheckpoint(checkpoints[after - 1]!));
  return await run({ ...from, ...to }, { resume, resumeOf: from });
}

function weights({ result }: Run): unknown {
  return result.outcome === "finished" ? result.weights : result;
}

describe("train() that forks another training", () => {
  test("has the bits of the other where nothing changes", async () => {
    expect(weights(await fork({}))).toEqual(weights(await run(specs)));
  });

  test("goes on with another rate as a training whose schedule has that rate from there on", async () => {
    const slower = parseTrainSpec({ ...base, optimizer: { adam: { learningRate: 0.01 / 4 } } });
    const stepped = { ...base, schedule: { piecewise: { boundaries: [2], factors: [1, 0.25] } } };
    const forked = await fork({ train: slower });
    expect(forked.events[0]).toMatchObject({ type: "started", resumedEpoch: 2, resumedStep: 8 });
    expect(weights(forked)).toEqual(weights(await run({ ...specs, train: parseTrainSpec(stepped) })));
    expect(weights(forked)).not.toEqual(weights(await run(specs)));
  });

  test("trains more epochs than the other, also from its very end", async () => {
    const longer = parseTrainSpec({ ...base, epochs: 6 });
    const whole = weights(await run({ ...specs, train: longer }));
    expect(weights(await fork({ train: longer }, { after: 4 }))).toEqual(whole);
    expect(weights(await fork({ train: longer }, { after: 1 }))).toEqual(whole);
  });

  test("goes on from its own checkpoints like any training", async () => {
    const train = parseTrainSpec({ ...base, optimizer: { momentum: {} }, gradients: [{ ema: {} }] });
    const forked = await fork({ train });
    const again = await run({ ...specs, train }, { resume: forked.checkpoints[0]! });
    expect(weights(again)).toEqual(weights(forked));
  });

  test.each<[string, TrainSpecInput]>([
    ["another optimizer", { optimizer: { nadam: { learningRate: 0.01 } } }],
    ["a mean of the weights", { gradients: [{ ema: { decay: 0.9 } }] }],
    [
      "a penalty, a constraint and a clipping",
      {
        regularizer: { l2: { factor: 0.01 } },
        constraint: { maxNorm: {} },
        gradients: [{ clipByGlobalNorm: { norm: 1 } }],
      },
    ],
    ["another loss", { loss: { sparseCategoricalCrossentropy: { labelSmoothing: 0.1 } } }],
    ["augmentations and class weights", { augmentations: [{ mixup: {} }], classWeights: { balanced: {} } }],
  ])("takes %s on", async (_what, change) => {
    const train = parseTrainSpec({ ...base, ...change });
    const [one, other] = [await fork({ train }), await fork({ train })];
    expect(one.result.outcome).toBe("finished");
    expect(weights(one)).toEqual(weights(other));
    expect(weights(one)).not.toEqual(weights(await run({ ...specs, train })));
  });

  test("takes another rate of dropout on, as that has no weights", async () => {
    expect((await fork({ model: network(4, 0) })).result.outcome).toBe("finished");
  });

  test("begins the watch anew where another rule watches", async () => {
    const watched = (patience: number) =>
      parseTrainSpec({
        ...base,
        validation: { split: { fraction: 0.25 } },
        stopping: { earlyStopping: { patience } },
      });
    const from = { ...specs, train: watched(9) };
    const forked = await fork({ train: watched(8) }, { from });
    expect(forked.checkpoints[0]?.memory.bestEpoch).toBe(3);
  });

  test.each<[string, Partial<TrainSpecInput>, RegExp]>([
    ["batchSize", { batchSize: 8 }, /batchSize must stay.*current value is 8/],
    ["validation", { validation: { split: { fraction: 0.5 } } }, /validation must stay/],
    ["epochs", { epochs: 2 }, /epochs must be more than the 2 that are done: current value is 2/],
    ["pretraining", { pretraining: { rotation: {} } }, /pretraining must stay/],
  ])("refuses another %s", async (path, change, message) => {
    const forking = fork({ train: parseTrainSpec({ ...base, ...change }) });
    await expect(forking).rejects.toThrow(message);
    await expect(forking).rejects.toMatchObject({ path, code: "SPEC_INVALID" });
  });

  test("refuses another shape of the weights, with the layer", async () => {
    const forking = fork({ model: network(5) });
    await expect(forking).rejects.toBeInstanceOf(SpecError);
    await expect(forking).rejects.toMatchObject({
      path: "layers[0]",
      message: expect.stringContaining("kernel"),
    });
  });

  test("refuses a checkpoint that is not of the training that is forked", async () => {
    const { checkpoints } = await run(specs);
    const resumeOf = { ...specs, train: parseTrainSpec({ ...base, epochs: 9 }) };
    await expect(run(specs, { resume: checkpoints[0]!, resumeOf })).rejects.toMatchObject({
      code: "CHECKPOINT_MISMATCH",
    });
  });
});
