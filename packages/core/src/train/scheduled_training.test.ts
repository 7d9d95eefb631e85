import { describe, expect, it } from "vitest";
import { syntheticDataset } from "../data/synthetic_dataset.ts";
import type { Engine } from "../engines/engine.ts";
import { createWasmEngine } from "../engines/wasm/create_wasm_engine.ts";
import type { NamedTensors } from "../graph/program.ts";
import { parseModelSpec } from "../spec/parse_model_spec.ts";
import { parseTrainSpec } from "../spec/parse_train_spec.ts";
import type { TrainSpecInput } from "../spec/train_spec.ts";
import { OPTIMIZER_IDS } from "../techniques/optimizers/registry.ts";
import { learningRateRange } from "./learning_rate_range.ts";
import { type TrainResult, train } from "./train.ts";
import type { TrainEvent } from "./train_event.ts";

const dataset = syntheticDataset({ seed: 1 });
const model = parseModelSpec({
  input: { height: dataset.height, width: dataset.width, channels: dataset.channels },
  layers: [
    { conv2d: { filters: 4, stride: 2, activation: "relu" } },
    { flatten: {} },
    { dense: { units: dataset.classes.length, activation: "softmax" } },
  ],
  classes: dataset.classes.length,
});
const stepsPerEpoch = Math.ceil(dataset.train.count / 50);

async function run(
  spec: TrainSpecInput,
  engine: Engine = createWasmEngine(),
): Promise<{ readonly events: readonly TrainEvent[]; readonly result: TrainResult }> {
  const training = train({
    model,
    train: parseTrainSpec({ batchSize: 50, ...spec }),
    dataset,
    seed: 1,
    engine,
  });
  const events: TrainEvent[] = [];
  for (;;) {
    const { done, value } = await training.next();
    if (done) {
      return { events, result: value };
    }
    events.push(value);
  }
}

/** An engine that remembers the rates that training steps are fed, and the state at the end. */
function spy(): { readonly engine: Engine; readonly rates: number[]; readonly states: NamedTensors[] } {
  const inner = createWasmEngine();
  const rates: number[] = [];
  const states: NamedTensors[] = [];
  const compile: Engine["compile"] = async (program) => {
    const executable = await inner.compile(program);
    return {
      run: (name, feeds) => {
        if (feeds["learningRate"] !== undefined) {
          rates.push(feeds["learningRate"][0]!);
        }
        return executable.run(name, feeds);
      },
      readState: async (names) => {
        const state = await executable.readState(names);
        states.push(state);
        return state;
      },
      writeState: (values) => executable.writeState(values),
      dispose: () => executable.dispose(),
    };
  };
  return { engine: { id: inner.id, mode: inner.mode, threads: inner.threads, compile }, rates, states };
}

describe("train() with a schedule", () => {
  it("feeds the schedule's rate to each step, and tells it in its events", async () => {
    const { engine, rates } = spy();
    const schedule = { linearWarmup: { epochs: 1, schedule: { cosine: {} } } };
    const { events } = await run({ epochs: 3, optimizer: { sgd: { learningRate: 0.5 } }, schedule }, engine);
    expect(rates).toHaveLength(3 * stepsPerEpoch);
    expect(rates[0]).toBe(0);
    expect(rates[stepsPerEpoch]).toBe(0.5);
    // the middle of the two epochs that are left
    expect(rates[2 * stepsPerEpoch]).toBeCloseTo(0.25, 6);
    const told = events.flatMap((event) => (event.type === "batch" ? [event.learningRate] : []));
    expect(told).toEqual(rates);
    const epochs = events.flatMap((event) => (event.type === "epoch" ? [event.learningRate] : []));
    expect(epochs).toEqual([1, 2, 3].map((epoch) => rates[epoch * stepsPerEpoch - 1]));
  });

  it("lowers the rate when the loss stays where it is", async () => {
    const { engine, rates } = spy();
    // a rate of 0 moves nothing, so every loss is the same
    const schedule = { reduceOnPlateau: { patience: 1, factor: 0.5 } };
    const spec = { epochs: 3, optimizer: { sgd: { learningRate: 1e-30 } }, schedule } as const;
    const { events } = await run({ ...spec, validation: { split: { fraction: 0.5 } } }, engine);
    const { stepsPerEpoch: steps } = events[0] as Extract<TrainEvent, { type: "started" }>;
    const byEpoch = [0, 1, 2].map((epoch) => rates[epoch * steps]);
    expect(byEpoch).toEqual([1e-30, 1e-30, 5e-31].map(Math.fround));
  });
});

describe("train() with a mean of the weights", () => {
  it("evaluates the mean and returns it", async () => {
    const { engine, states } = spy();
    const { result, events } = await run({ epochs: 1, gradients: [{ ema: { decay: 0.9 } }] }, engine);
    const [state] = states;
    expect(result.outcome).toBe("finished");
    const { weights } = result as Extract<TrainResult, { outcome: "finished" }>;
    expect(weights["layers.0.kernel"]).toEqual(state!["gradients.ema.average.layers.0.kernel"]);
    expect(weights["layers.0.kernel"]).not.toEqual(state!["layers.0.kernel"]);
    // a training whose weights begin there and do not move has the same test loss
    const training = train({
      model,
      train: parseTrainSpec({ epochs: 1, optimizer: { sgd: { learningRate: 0 } } }),
      dataset,
      engine: createWasmEngine(),
      initialWeights: weights,
    });
    let told = Number.NaN;
    for await (const event of training) {
      told = event.type === "finished" ? event.testLoss : told;
    }
    expect(events.at(-1)).toMatchObject({ type: "finished", testLoss: told });
  });
});

describe("train() with regularizers and constraints", () => {
  async function largest(spec: TrainSpecInput): Promise<number> {
    const { result } = await run({ epochs: 2, optimizer: { sgd: { learningRate: 0.1 } }, ...spec });
    const { weights } = result as Extract<TrainResult, { outcome: "finished" }>;
    return Math.max(...Array.from(weights["layers.2.kernel"]!, Math.abs));
  }

  it("keeps kernels smaller than without", async () => {
    const plain = await largest({});
    expect(await largest({ regularizer: { l2: { factor: 0.05 } } })).toBeLessThan(plain);
    expect(await largest({ constraint: { maxNorm: { limit: 0.2 } } })).toBeLessThanOrEqual(0.2);
    expect(plain).toBeGreaterThan(0.2);
  });
});

describe.each(OPTIMIZER_IDS)("train() with %s", (id) => {
  it("lowers the loss of a small network", async () => {
    // the defaults of Keras are too small for 30 steps of these
    const rate = id === "adadelta" ? 10 : id === "adagrad" ? 0.05 : id === "sgd" ? 0.1 : 0.01;
    const parameters = id === "lookahead" ? {} : { learningRate: rate };
    const { events } = await run({ epochs: 3, optimizer: { [id]: parameters } as never });
    const losses = events.flatMap((event) => (event.type === "epoch" ? [event.testLoss] : []));
    expect(losses.at(-1)).toBeLessThan(losses[0]!);
  });
});

describe("learningRateRange()", () => {
  const options = {
    model,
    train: parseTrainSpec({ batchSize: 50 }),
    dataset,
    seed: 1,
    engine: createWasmEngine(),
  };

  it("raises the rate by the same factor at each step, and suggests one at which the loss falls", async () => {
    const { points, suggestion } = await learningRateRange({ ...options, from: 1e-5, to: 10, steps: 61 });
    expect(points.length).toBeGreaterThan(20);
    // six powers of ten in sixty steps
    expect(points[10]!.rate / points[0]!.rate).toBeCloseTo(10, 9);
    expect(suggestion).toBeGreaterThan(1e-5);
    expect(suggestion).toBeLessThan(1);
  });

  it("stops when the loss gets out of hand", async () => {
    const sgd = parseTrainSpec({ batchSize: 50, optimizer: { sgd: {} } });
    const { points } = await learningRateRange({ ...options, train: sgd, from: 1e-3, to: 1e6, steps: 50 });
    expect(points.length).toBeLessThan(50);
    expect(points.every(({ smoothed }) => Number.isFinite(smoothed))).toBe(true);
  });

  it("gives the same numbers for the same seed", async () => {
    expect(await learningRateRange({ ...options, steps: 10 })).toEqual(
      await learningRateRange({ ...options, steps: 10 }),
    );
  });

  it.each([
    [{ from: 0 }, /rates must rise|must rise from above 0: current values are 0 and 1$/],
    [{ from: 1, to: 0.1 }, /current values are 1 and 0\.1$/],
    [{ steps: 1 }, /steps must be a whole number of at least 2: current value is 1$/],
  ])("refuses %j", async (wrong, message) => {
    await expect(learningRateRange({ ...options, ...wrong })).rejects.toThrow(message);
  });
});
