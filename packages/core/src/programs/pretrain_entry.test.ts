import { describe, expect, test } from "vitest";
import { syntheticDataset } from "../data/synthetic_dataset.ts";
import type { Engine } from "../engines/engine.ts";
import { createReferenceEngine } from "../engines/reference/create_reference_engine.ts";
import { createWasmEngine } from "../engines/wasm/create_wasm_engine.ts";
import type { NamedTensors } from "../graph/program.ts";
import { parseModelSpec } from "../spec/parse_model_spec.ts";
import { parseTrainSpec } from "../spec/parse_train_spec.ts";
import type { TrainSpec, TrainSpecInput } from "../spec/train_spec.ts";
import { GRADIENTS } from "../techniques/gradients/registry.ts";
import { OPTIMIZERS } from "../techniques/optimizers/registry.ts";
import { pretextFeeds } from "../techniques/pretraining/pretext_feeds.ts";
import { PRETRAININGS, type PretrainingSpecInput } from "../techniques/pretraining/registry.ts";
import { checkClose } from "../testing/check_close.ts";
import { initializeState } from "./initialize_state.ts";
import { trainingProgram } from "./training_program.ts";

const size = { height: 6, width: 6, channels: 1 };
const { train: set } = syntheticDataset({ ...size, train: 16 });
const HEAD = ["layers.4.kernel", "layers.4.bias"];

const model = parseModelSpec({
  input: size,
  layers: [
    { conv2d: { filters: 3, activation: "tanh" } },
    { batchNorm: {} },
    { averagePool2d: {} },
    { dropout: { rate: 0.5 } },
    { conv2d: { filters: 4, kernelSize: 1 } },
    { globalAveragePool2d: {} },
    { activation: { function: "softmax" } },
  ],
  classes: 4,
});

const tasks = Object.keys(PRETRAININGS).map((id) => ({ [id]: {} }) as unknown as PretrainingSpecInput);

function parse(pretraining: PretrainingSpecInput, more: TrainSpecInput = {}): TrainSpec {
  return parseTrainSpec({ optimizer: { sgd: { learningRate: 1 } }, ...more, pretraining });
}

function feedsOf(train: TrainSpec, count: number): NamedTensors {
  const images = set.images.slice(0, count * size.height * size.width);
  const indices = Uint32Array.from({ length: count }, (_unused, index) => index);
  const { augmentations } = train;
  return pretextFeeds(
    { images, count, size, seed: 3, epoch: 1, indices },
    { pretraining: train.pretraining!, augmentations },
  );
}

interface Step {
  readonly before: NamedTensors;
  readonly after: NamedTensors;
  readonly trained: NamedTensors;
  readonly evaluated: NamedTensors;
}

/** An evaluation of the first state, and a step from it. */
async function step(
  train: TrainSpec,
  options: {
    readonly engine?: Engine;
    readonly count?: number;
    readonly state?: NamedTensors;
    readonly of?: typeof model;
  } = {},
): Promise<Step> {
  const { engine = createReferenceEngine(), count = 5, state = {}, of = model } = options;
  const program = trainingProgram(of, train, { train: [count], evaluate: [count] });
  const executable = await engine.compile(program);
  try {
    const before = { ...initializeState(program, 3), ...state };
    await executable.writeState(before);
    const feeds = feedsOf(train, count);
    const evaluated = await executable.run(`evaluate:${count}`, feeds);
    const trained = await executable.run(`train:${count}`, { ...feeds, learningRate: Float32Array.of(1) });
    return { before, after: await executable.readState(), trained, evaluated };
  } finally {
    executable.dispose();
  }
}

describe("pretrainEntry()", () => {
  test.each(tasks)(
    "pretrainEntry() of %j moves encoder and task, keeps statistics, and leaves the head",
    async (task) => {
      const { before, after } = await step(parse(task));
      const moved = Object.keys(before).filter((name) => String(before[name]) !== String(after[name]));
      const still = Object.keys(before).filter((name) => !moved.includes(name));
      expect(still).toEqual([...HEAD, "seed"]);
      expect(moved).toContain("layers.1.movingMean");
      expect(moved.filter((name) => name.startsWith("pretraining.")).length).toBeGreaterThan(1);
    },
  );

  // Without what differs between training and evaluation the loss of the evaluation is the one that the step goes down
  const plain = parseModelSpec({
    ...model,
    layers: model.layers.filter((layer) => !("dropout" in layer || "batchNorm" in layer)),
  });

  test.each(tasks)(
    "pretrainEntry() of %j goes down the slope of its loss, told by differences",
    async (task) => {
      const train = parse(task);
      const count = 5;
      const { before, after, trained, evaluated } = await step(train, { of: plain, count });
      checkClose(trained["loss"]!, evaluated["loss"]!, { relative: 1e-6 });
      const names = Object.keys(before).filter((name) => String(before[name]) !== String(after[name]));
      const slopes: number[] = [];
      for (const name of names.filter((one) => one !== "step")) {
        const [weight, next] = [before[name] as Float32Array, after[name] as Float32Array];
        // the element with the steepest slope, so that rounding matters least
        const steepest = weight.reduce(
          (best, value, at) =>
            Math.abs(value - next[at]!) > Math.abs(weight[best]! - next[best]!) ? at : best,
          0,
        );
        const lossAt = async (change: number): Promise<number> => {
          const state = { [name]: Float32Array.from(weight).with(steepest, weight[steepest]! + change) };
          return (await step(train, { of: plain, count, state })).evaluated["loss"]![0]! / count;
        };
        // so narrow that few kinks of relu lie within
        const [slope, width] = [weight[steepest]! - next[steepest]!, 0.0001];
        const difference = ((await lossAt(width)) - (await lossAt(-width))) / (2 * width);
        expect(Math.abs(difference - slope), name).toBeLessThan(0.002 + 0.02 * Math.abs(slope));
        slopes.push(slope);
      }
      expect(Math.max(...slopes.map(Math.abs))).toBeGreaterThan(0.02);
    },
  );

  test.each(tasks)("pretrainEntry() of %j tells the length of its gradient", async (task) => {
    const { before, after, trained } = await step(parse(task), { of: plain });
    const squares = Object.keys(before)
      .filter((name) => /^(layers|pretraining)/.test(name))
      .map((name) =>
        (before[name] as Float32Array).reduce((sum, value, at) => sum + (value - after[name]![at]!) ** 2, 0),
      );
    const length = Math.sqrt(squares.reduce((sum, square) => sum + square, 0));
    checkClose(trained["gradientNorm"]!, Float32Array.of(length), { relative: 1e-4 });
  });

  test.each(tasks)("pretrainEntry() of %j is fed no labels", (task) => {
    const program = trainingProgram(model, parse(task), { train: [4], evaluate: [4] });
    const names = Object.values(program.entries).flatMap(({ feeds }) => Object.keys(feeds));
    expect(names).toContain("images");
    expect(names).not.toContain("labels");
  });

  test.each(tasks)("pretrainEntry() of %j is the same on every engine", async (task) => {
    const train = parse(task, {
      gradients: [{ ema: { decay: 0.5 } }, { clipByGlobalNorm: { norm: 0.1 } }],
      regularizer: { l2: { factor: 0.01 } },
      constraint: { maxNorm: { limit: 1 } },
      optimizer: { adam: {} },
    });
    const expected = await step(train);
    for (const engine of [createWasmEngine(), createWasmEngine({ mode: "fast" })]) {
      const actual = await step(train, { engine });
      for (const part of ["trained", "evaluated", "after"] as const) {
        for (const [name, data] of Object.entries(expected[part])) {
          checkClose(actual[part][name]!, data, { relative: 1e-4 });
        }
      }
    }
  });

  test("pretrainEntry() begins with the weights that the seed gives a model in any training", () => {
    const states = [...tasks, null].map((pretraining) => {
      const train = parseTrainSpec({ pretraining: pretraining ?? { rotation: {} } });
      return initializeState(trainingProgram(model, train, { train: [2], evaluate: [] }), 9);
    });
    const weights = Object.keys(states[0]!).filter((name) => name.startsWith("layers."));
    for (const state of states) {
      expect(weights.map((name) => state[name])).toEqual(weights.map((name) => states[0]![name]));
    }
  });

  test("pretrainEntry() with an image alone: it is a hit, and no contrastive loss moves a weight", async () => {
    for (const task of tasks) {
      const { trained, before, after } = await step(parse(task), { count: 1, of: plain });
      expect(Number.isFinite(trained["loss"]![0]!)).toBe(true);
      if ("contrastive" in task) {
        expect(trained["loss"]![0]).toBe(0);
        expect(trained["correct"]![0]).toBe(1);
        expect(after["layers.0.kernel"]).toEqual(before["layers.0.kernel"]);
      }
    }
  });

  const updates: readonly TrainSpecInput[] = [
    ...Object.keys(OPTIMIZERS).map((id) => ({ optimizer: { [id]: {} } }) as unknown as TrainSpecInput),
    ...Object.values(GRADIENTS)
      .filter((definition) => definition.frozen === undefined)
      .map(({ documentation }) => ({ gradients: [documentation.example] }) as unknown as TrainSpecInput),
  ];

  test.each(updates)("pretrainEntry() goes with %j", async (more) => {
    const { after } = await step(parse({ rotation: {} }, more), { engine: createWasmEngine() });
    for (const [name, data] of Object.entries(after)) {
      expect(data.every(Number.isFinite), name).toBe(true);
    }
    expect(after["pretraining.rotation.kernel"]).toBeDefined();
  });

  test("pretrainEvaluateEntry() reads the mean of weights where the training keeps one", async () => {
    const train = parse({ rotation: {} }, { gradients: [{ ema: {} }] });
    // nothing has been averaged yet: all means are 0, and so are all logits
    const { evaluated } = await step(train);
    expect(evaluated["loss"]![0]! / 5).toBeCloseTo(Math.log(4), 6);
  });
});
