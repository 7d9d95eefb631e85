import { describe, expect, test } from "vitest";
import { syntheticDataset } from "../data/synthetic_dataset.ts";
import { createWasmEngine } from "../engines/wasm/create_wasm_engine.ts";
import { SpecError } from "../errors/spec_error.ts";
import type { NamedTensors } from "../graph/program.ts";
import type { ModelSpec } from "../spec/model_spec.ts";
import { parseModelSpec } from "../spec/parse_model_spec.ts";
import { parseTrainSpec } from "../spec/parse_train_spec.ts";
import type { TrainSpecInput } from "../spec/train_spec.ts";
import { checkTraining } from "./check_training.ts";
import type { Checkpoint } from "./checkpoint.ts";
import { type TrainOptions, type TrainResult, train } from "./train.ts";
import type { TrainEvent } from "./train_event.ts";

const DIGEST = "ab".repeat(32);
const size = { height: 8, width: 8, channels: 1 };
const dataset = syntheticDataset({ seed: 1, train: 96, test: 32, height: 8, width: 8 });

function modelOf(classes: number): ModelSpec {
  return parseModelSpec({
    input: size,
    layers: [
      { conv2d: { filters: 4, useBias: false } },
      { batchNorm: { momentum: 0.5 } },
      { activation: { function: "relu" } },
      { conv2d: { filters: 6, activation: "relu" } },
      { flatten: {} },
      { dense: { units: classes, activation: "softmax" } },
    ],
    classes,
  });
}

const model = modelOf(4);

interface Run {
  readonly events: readonly TrainEvent[];
  readonly weights: NamedTensors;
  readonly result: TrainResult;
}

async function run(spec: TrainSpecInput, options: Partial<TrainOptions> = {}): Promise<Run> {
  const parsed = parseTrainSpec({ batchSize: 32, optimizer: { adam: { learningRate: 0.01 } }, ...spec });
  const training = train({ model, train: parsed, dataset, seed: 1, engine: createWasmEngine(), ...options });
  const events: TrainEvent[] = [];
  for (;;) {
    const { done, value } = await training.next();
    if (done) {
      return { events, result: value, weights: value.outcome === "finished" ? value.weights : {} };
    }
    events.push(value);
  }
}

/** Names of the weights that two runs do not have in common. */
function moved(before: NamedTensors, after: NamedTensors): string[] {
  return Object.keys(before).filter((name) => before[name]!.some((value, i) => value !== after[name]![i]));
}

function checkpointsOf({ events }: Run): readonly Checkpoint[] {
  return events.flatMap((event) => (event.type === "checkpoint" ? [event.checkpoint] : []));
}

const parent = await run({ epochs: 4 });
const start = { version: { digest: DIGEST } };
const given = { parent: { digest: DIGEST, model, weights: parent.weights } };
const ENCODER = ["layers.0.kernel", "layers.1.gamma", "layers.1.beta", "layers.3.kernel", "layers.3.bias"];
const STATISTICS = ["layers.1.movingMean", "layers.1.movingVariance"];
const HEAD = ["layers.5.kernel", "layers.5.bias"];

describe("train() with a start", () => {
  test("train() takes the version's weights before a head of other classes", async () => {
    const other = syntheticDataset({ seed: 2, classes: 3, train: 64, test: 32, height: 8, width: 8 });
    const options = { model: modelOf(3), dataset: other, ...given };
    const one = await run({ epochs: 1, start, gradients: [{ freeze: {} }] }, options);
    for (const name of [...ENCODER, ...STATISTICS]) {
      expect(one.weights[name]).toEqual(parent.weights[name]);
    }
    expect(one.weights["layers.5.bias"]).toHaveLength(3);
  });

  test("train() that may change everything begins where the version ended", async () => {
    const still = { optimizer: { sgd: { learningRate: 0 } }, epochs: 1, start } as const;
    const one = await run(still, given);
    expect(moved(parent.weights, one.weights)).toEqual([...STATISTICS, "layers.5.kernel", "layers.5.bias"]);
    const whole = await run({ ...still, start: { version: { digest: DIGEST, layers: 6 } } }, given);
    expect(moved(parent.weights, whole.weights)).toEqual(STATISTICS);
  });

  test.each<[string, TrainSpecInput, Partial<TrainOptions>, RegExp]>([
    ["a parent that is not given", { start }, {}, /its digest must be abab.*: current value is undefined$/],
    ["a parent that is not asked for", {}, given, /its digest must be left out/],
    [
      "another parent",
      { start },
      { parent: { ...given.parent, digest: "cd".repeat(32) } },
      /its digest must be abab.*: current value is "cdcd/,
    ],
    [
      "a parent with another kernel",
      { start },
      {
        model: parseModelSpec({ ...model, layers: [{ conv2d: { filters: 5 } }, ...model.layers.slice(1)] }),
        ...given,
      },
      /its layers\.0\.kernel must have the shape \[3,3,1,5\]: current value is \[3,3,1,4\]$/,
    ],
    [
      "a parent with another layer",
      { start },
      {
        model: parseModelSpec({
          ...model,
          layers: [model.layers[0]!, { layerNorm: {} }, ...model.layers.slice(2)],
        }),
        ...given,
      },
      /its layers\.1 must be "layerNorm", as in the new model: current value is "batchNorm"$/,
    ],
    ["too many layers", { start: { version: { digest: DIGEST, layers: 7 } } }, given, /must be at most 6/],
  ])("train() refuses %s", async (_name, spec, options, message) => {
    await expect(run(spec, options)).rejects.toThrow(message);
  });
});

describe("train() with frozen layers", () => {
  const begin = { epochs: 2, start };

  test.each<[string, TrainSpecInput["gradients"], readonly string[]]>([
    ["the head is left by default", [{ freeze: {} }], HEAD],
    ["statistics follow where they may", [{ freeze: { statistics: "none" } }], [...STATISTICS, ...HEAD]],
    ["up to a layer", [{ freeze: { layers: 2 } }], ["layers.3.kernel", "layers.3.bias", ...HEAD]],
    ["for a while", [{ freeze: { epochs: 1 } }], [...ENCODER, ...STATISTICS, ...HEAD]],
    [
      "for a while, but never the statistics",
      [{ freeze: { epochs: 1, statistics: "allLayers" } }],
      [...ENCODER, ...HEAD],
    ],
    ["layer by layer", [{ gradualUnfreezing: {} }], ["layers.3.kernel", "layers.3.bias", ...HEAD]],
    ["with a mean of the weights", [{ freeze: {} }, { ema: {} }], HEAD],
    [
      "with rates for frozen layers, too",
      [{ freeze: {} }, { layerRates: { layers: ["layers.0"], factors: [2] } }],
      HEAD,
    ],
  ])("train() moves what it should: %s", async (_name, gradients = [], names) => {
    const one = await run({ ...begin, gradients }, given);
    // The head begins anew
    expect(moved(parent.weights, one.weights).toSorted()).toEqual([...names].toSorted());
  });

  test("train() frees one layer after another, and says so", async () => {
    const one = await run({ epochs: 5, start, gradients: [{ gradualUnfreezing: {} }] }, given);
    const states = [...checkpointsOf(one).map(({ state }) => state), one.weights];
    const firsts = ["layers.3.kernel", "layers.1.gamma", "layers.0.kernel"].map((name) =>
      states.findIndex((state) => moved({ [name]: parent.weights[name]! }, state).length > 0),
    );
    // Epochs 2, 3 and 4
    expect(firsts).toEqual([1, 2, 3]);
    expect(one.events.filter(({ type }) => type === "log")).toHaveLength(3);
  });

  test("train() goes on from a checkpoint before, at and after a change, bit for bit", async () => {
    const spec: TrainSpecInput = {
      epochs: 6,
      start,
      gradients: [{ freeze: { epochs: 3 } }, { ema: {} }],
      validation: { split: { fraction: 0.25 } },
      stopping: { earlyStopping: {} },
    };
    const whole = await run(spec, given);
    const kept = checkpointsOf(whole);
    expect(kept).toHaveLength(5);
    for (const resume of kept) {
      expect((await run(spec, { ...given, resume })).result).toEqual(whole.result);
    }
  });

  test("train() lowers rates layer by layer", async () => {
    const sgd = { optimizer: { sgd: { learningRate: 0.01 } }, epochs: 1, batchSize: 96, start } as const;
    const plain = await run(sgd, given);
    const lowered = await run({ ...sgd, gradients: [{ discriminativeRates: { factor: 0.5 } }] }, given);
    const step = (weights: NamedTensors, name: string): number =>
      weights[name]![0]! - parent.weights[name]![0]!;
    for (const [name, factor] of [
      ["layers.3.kernel", 0.5],
      ["layers.1.gamma", 0.25],
      ["layers.0.kernel", 0.125],
    ] as const) {
      expect(step(lowered.weights, name) / step(plain.weights, name)).toBeCloseTo(factor, 2);
    }
    expect(lowered.weights["layers.5.kernel"]).toEqual(plain.weights["layers.5.kernel"]);
  });

  test("checkTraining() refuses to freeze the head", () => {
    const spec = parseTrainSpec({ gradients: [{ freeze: { layers: 6 } }] });
    expect(() => checkTraining(model, spec)).toThrow(SpecError);
    expect(() => checkTraining(model, spec)).toThrow(/layers must be at most 5/);
  });
});
