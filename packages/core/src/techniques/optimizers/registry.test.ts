import { describe, expect, it } from "vitest";
import { createReferenceEngine } from "../../engines/reference/create_reference_engine.ts";
import type { NamedTensors } from "../../graph/program.ts";
import { parseTrainSpec } from "../../spec/parse_train_spec.ts";
import { UpdateRun } from "../../testing/update_program.ts";
import { learningRateOf } from "./build_optimizer.ts";
import { OPTIMIZER_IDS, OPTIMIZERS, type OptimizerId } from "./registry.ts";

/** Two steps from w = 1 with rate 0.1, g = 2 then g = -1, everything else at its default: by hand, rounded to seven digits.
 *  In float32 1 - 0.999 is off by 5e-5 of itself, so five places are what can be asked. */
const BY_HAND: { readonly [TId in OptimizerId]: readonly [number, number] } = {
  // 1 - 0.1 * 2 = 0.8; 0.8 + 0.1 * 1 = 0.9
  sgd: [0.8, 0.9],
  // v = -0.2, w = 0.8; v = 0.9 * -0.2 + 0.1 = -0.08, w = 0.72
  momentum: [0.8, 0.72],
  // v = -0.2, w = 1 - 0.18 - 0.2 = 0.62; v = -0.08, w = 0.62 - 0.072 + 0.1 = 0.648
  nesterov: [0.62, 0.648],
  // v = 0.4, step 0.2 / sqrt(0.4) = 0.3162278; v = 0.46, step -0.1 / sqrt(0.46) = -0.1474420
  rmsprop: [0.6837723, 0.8312143],
  // s = 4.1, step 0.2 / sqrt(4.1) = 0.0987730; s = 5.1, step -0.1 / sqrt(5.1) = -0.0442807
  adagrad: [0.901227, 0.9455078],
  // v = 0.2, d = 2 sqrt(1e-7) / sqrt(0.2) = 0.0014142; u = 0.05 d^2 = 1e-7; v = 0.24, d = -sqrt(2e-7) / sqrt(0.24) = -0.0009129
  adadelta: [0.9998586, 0.9999499],
  // m = 0.2, v = 0.004, both corrected 2 and 4: step 0.1; m = 0.08, v = 0.004996, corrected 0.4210526 and 2.4992496: step 0.0266340
  adam: [0.9, 0.873366],
  // as adam, less 0.1 * 0.004 * w each
  adamw: [0.8996, 0.8726062],
  // m = 0.2, u = 2, step 0.1 * 0.2 / (0.1 * 2) = 0.1; m = 0.08, u = 1.998, step 0.008 / (0.19 * 1.998) = 0.0210737
  adamax: [0.9, 0.8789263],
  // u1 = 0.468, u2 = 0.48528, u3 = 0.5018688, p2 = 0.2271110, p3 = 0.1139800; (0.1255756 + 2) / 2 * 0.1; (0.0453146 - 0.6659680) / 1.5809015 * 0.1
  nadam: [0.8937212, 0.9329807],
  // v = 0.004 < 0.004996: nothing is forgotten yet, as adam
  amsgrad: [0.9, 0.873366],
  // a tenth of w against the sign of adam's m: 0.1 * 1, then 0.1 * 0.9
  lamb: [0.9, 0.81],
  // m = 0, sign(0.2) = 1; m = 0.02, sign(0.9 * 0.02 - 0.1) = -1
  lion: [0.9, 1],
  // a single number is a vector: as adam, less 0.1 * 0.004 * w each
  muon: [0.8996, 0.8726062],
  // adam's steps; it is drawn back only after six
  lookahead: [0.9, 0.873366],
};

const SHAPES = { "layers.0.kernel": [3, 2, 2], "layers.0.bias": [2] } as const;
const INITIAL: NamedTensors = {
  "layers.0.kernel": Float32Array.from({ length: 12 }, (_unused, i) => ((i * 7) % 5) / 4 - 0.6),
  "layers.0.bias": Float32Array.of(1, -2),
};
/** Where the parabola's lowest point is. */
const TARGET = 0.3;

/** A rate at which each falls: what a person would take for a parabola of width 1. */
const RATES: { readonly [TId in OptimizerId]?: number } = {
  adadelta: 30,
  adagrad: 0.3,
  lion: 0.01,
  muon: 0.03,
};

function specOf(id: OptimizerId): ReturnType<typeof parseTrainSpec> {
  return parseTrainSpec({ optimizer: { [id]: {} } });
}

/** Steps down `sum((w - target)^2) / 2`, whose gradient is `w - target`. @returns The last loss. */
async function descend(run: UpdateRun, steps: number, rate: number): Promise<number> {
  let loss = Number.NaN;
  for (let step = 0; step < steps; step++) {
    const weights = await run.state(Object.keys(SHAPES));
    const gradients = Object.fromEntries(
      Object.entries(weights).map(([name, data]) => [name, Float32Array.from(data, (w) => w - TARGET)]),
    );
    loss = Object.values(gradients).reduce((sum, data) => data.reduce((s, g) => s + (g * g) / 2, sum), 0);
    await run.step(gradients, rate);
  }
  return loss;
}

describe.each(OPTIMIZER_IDS)("optimizer %s", (id) => {
  const definition = OPTIMIZERS[id];
  const rate = RATES[id] ?? 0.05;
  const start = (): Promise<UpdateRun> =>
    UpdateRun.start(createReferenceEngine(), specOf(id), { shapes: SHAPES, initial: INITIAL });

  it("is registered under its own id, with words for itself and each parameter", () => {
    expect(definition.id).toBe(id);
    const { formula, advice, reference } = definition.documentation;
    for (const sentence of [
      definition.summary,
      advice,
      ...Object.values(definition.parameters).map((parameter) => parameter.summary),
    ]) {
      expect(sentence).toMatch(/^[A-Z(].*[.]$/);
    }
    expect(formula).toMatch(/=/);
    expect(reference).toMatch(/\d{4}/);
  });

  it("takes the two steps worked out by hand", async () => {
    const run = await UpdateRun.start(createReferenceEngine(), specOf(id), {
      shapes: { w: [1] },
      initial: { w: Float32Array.of(1) },
    });
    const seen: number[] = [];
    for (const gradient of [2, -1]) {
      await run.step({ w: Float32Array.of(gradient) }, 0.1);
      seen.push((await run.state(["w"]))["w"]![0]!);
    }
    expect(seen[0]).toBeCloseTo(BY_HAND[id][0], 5);
    expect(seen[1]).toBeCloseTo(BY_HAND[id][1], 5);
  });

  it("goes down a parabola", async () => {
    const run = await start();
    const first = await descend(run, 1, rate);
    const last = await descend(run, 60, rate);
    expect(last).toBeLessThan(first * 0.5);
  });

  it("goes on bit for bit from what its state says", async () => {
    const whole = await start();
    await descend(whole, 7, rate);
    const first = await start();
    await descend(first, 3, rate);
    const second = await start();
    await second.restore(await first.state());
    await descend(second, 4, rate);
    expect(await second.state()).toEqual(await whole.state());
  });

  it("keeps a gradient that is not a number in sight", async () => {
    const run = await UpdateRun.start(createReferenceEngine(), specOf(id), {
      shapes: { w: [2, 2] },
      initial: { w: new Float32Array(4) },
    });
    await run.step({ w: Float32Array.of(Number.NaN, 1, 1, 1) }, 0.1);
    expect((await run.state(["w"]))["w"]![0]).toBeNaN();
  });
});

describe("lookahead", () => {
  it("draws the weights half the way back after every interval", async () => {
    const spec = parseTrainSpec({ optimizer: { lookahead: { optimizer: { sgd: {} }, interval: 2 } } });
    const run = await UpdateRun.start(createReferenceEngine(), spec, {
      shapes: { w: [1] },
      initial: { w: Float32Array.of(1) },
    });
    const seen: number[] = [];
    for (let step = 0; step < 5; step++) {
      await run.step({ w: Float32Array.of(1) }, 0.25);
      seen.push((await run.state(["w"]))["w"]![0]!);
    }
    // 1 -> 0.75 -> 0.5, half the way from 1: 0.75 -> 0.5 -> 0.25, half the way from 0.75: 0.5 -> 0.25
    expect(seen).toEqual([0.75, 0.75, 0.5, 0.5, 0.25]);
  });

  it("has the rate of the optimizer within", () => {
    const { optimizer } = parseTrainSpec({
      optimizer: { lookahead: { optimizer: { sgd: { learningRate: 3 } } } },
    });
    expect(learningRateOf(optimizer)).toBe(3);
  });

  it("does not wrap itself", () => {
    expect(() => parseTrainSpec({ optimizer: { lookahead: { optimizer: { lookahead: {} } } } })).toThrow(
      /each key of optimizer.lookahead.optimizer must be one of adadelta, [a-z, ]*sgd:/,
    );
  });
});

describe("muon", () => {
  it("makes a step of a kernel whose directions are about equally long", async () => {
    const spec = parseTrainSpec({ optimizer: { muon: { weightDecay: 0, scale: 0.5, nesterov: false } } });
    const run = await UpdateRun.start(createReferenceEngine(), spec, {
      shapes: { w: [2, 2] },
      initial: { w: new Float32Array(4) },
    });
    await run.step({ w: Float32Array.of(100, 0, 0, 1) }, 1);
    const [a, b, c, d] = (await run.state(["w"]))["w"]!;
    // an orthogonal matrix times -0.5 sqrt(2): the large and the small gradient count alike, up to what five iterations leave
    expect([b, c]).toEqual([0, 0]);
    for (const size of [a, d]) {
      expect(-size! / (0.5 * Math.SQRT2)).toBeGreaterThan(0.6);
      expect(-size! / (0.5 * Math.SQRT2)).toBeLessThan(1.3);
    }
  });
});
