import { describe, expect, it } from "vitest";
import { createReferenceEngine } from "../../engines/reference/create_reference_engine.ts";
import { parseTrainSpec } from "../../spec/parse_train_spec.ts";
import type { TrainSpecInput } from "../../spec/train_spec.ts";
import { UpdateRun } from "../../testing/update_program.ts";
import { servedName } from "./apply_gradients.ts";
import { GRADIENT_IDS, GRADIENTS, type GradientId, type GradientSpecInput } from "./registry.ts";

const SHAPES = { "layers.0.kernel": [1, 2], "layers.1.bias": [1] } as const;
/** What each step's gradients are, kernel first. */
const STEPS = [
  [3, 4, 12],
  [-0.3, 0.4, 1],
] as const;

interface Case {
  readonly gradient: GradientSpecInput;
  /** Kernel and bias after each step of sgd with rate 0.5 from kernel (1, 1) and bias 2. */
  readonly expected: readonly (readonly [number, number, number])[];
}

/** Plain sgd would give (-0.5, -1, -4) and then (-0.35, -1.2, -4.5). */
const BY_HAND: { readonly [TId in GradientId]: readonly Case[] } = {
  ema: [
    {
      gradient: { ema: { decay: 0.5 } },
      expected: [
        [-0.5, -1, -4],
        [-0.35, -1.2, -4.5],
      ],
    },
  ],
  gradientAccumulation: [
    // the mean of both steps' gradients is (1.35, 2.2, 6.5)
    {
      gradient: { gradientAccumulation: { steps: 2 } },
      expected: [
        [1, 1, 2],
        [0.325, -0.1, -1.25],
      ],
    },
  ],
  clipByValue: [
    {
      gradient: { clipByValue: { limit: 0.25 } },
      expected: [
        [0.875, 0.875, 1.875],
        [1, 0.75, 1.75],
      ],
    },
  ],
  clipByNorm: [
    // kernel: norm 5, then 0.5; bias: 12, then 1
    {
      gradient: { clipByNorm: { norm: 2.5 } },
      expected: [
        [0.25, 0, 0.75],
        [0.4, -0.2, 0.25],
      ],
    },
  ],
  clipByGlobalNorm: [
    // norm 13, then 1.118
    {
      gradient: { clipByGlobalNorm: { norm: 6.5 } },
      expected: [
        [0.25, 0, -1],
        [0.4, -0.2, -1.5],
      ],
    },
  ],
  layerRates: [
    {
      gradient: { layerRates: { layers: ["layers.*.kernel", "layers"], factors: [0.1, 0] } },
      expected: [
        [0.85, 0.8, 2],
        [0.865, 0.78, 2],
      ],
    },
  ],
  discriminativeRates: [
    // the bias belongs to the head
    {
      gradient: { discriminativeRates: { factor: 0.1 } },
      expected: [
        [0.85, 0.8, -4],
        [0.865, 0.78, -4.5],
      ],
    },
  ],
  // what they leave out never comes to an update
  freeze: [
    {
      gradient: { freeze: {} },
      expected: [
        [-0.5, -1, -4],
        [-0.35, -1.2, -4.5],
      ],
    },
  ],
  gradualUnfreezing: [
    {
      gradient: { gradualUnfreezing: {} },
      expected: [
        [-0.5, -1, -4],
        [-0.35, -1.2, -4.5],
      ],
    },
  ],
  weightDecay: [
    // (1 - 0.5 * 0.2) (1, 1) - 0.5 (3, 4), then 0.9 (-0.6, -1.1) - 0.5 (-0.3, 0.4)
    {
      gradient: { weightDecay: { rate: 0.2 } },
      expected: [
        [-0.6, -1.1, -4],
        [-0.39, -1.19, -4.5],
      ],
    },
    {
      gradient: { weightDecay: { rate: 0.2, kernelsOnly: false } },
      expected: [
        [-0.6, -1.1, -4.2],
        [-0.39, -1.19, -4.28],
      ],
    },
  ],
};

function start(train: TrainSpecInput): Promise<UpdateRun> {
  return UpdateRun.start(createReferenceEngine(), parseTrainSpec(train), {
    shapes: SHAPES,
    initial: { "layers.0.kernel": Float32Array.of(1, 1), "layers.1.bias": Float32Array.of(2) },
  });
}

async function take(run: UpdateRun, index: number, rate = 0.5): Promise<number[]> {
  const [a, b, c] = STEPS[index % STEPS.length]!;
  await run.step({ "layers.0.kernel": Float32Array.of(a, b), "layers.1.bias": Float32Array.of(c) }, rate);
  const state = await run.state(Object.keys(SHAPES));
  return Object.values(state).flatMap((data) => [...data]);
}

/** All of them around Adam, in the order of their places. */
const EVERYTHING: TrainSpecInput = {
  optimizer: { adam: {} },
  gradients: GRADIENT_IDS.map((id) => BY_HAND[id][0]!.gradient),
  constraint: { maxNorm: { limit: 1 } },
};

describe.each(GRADIENT_IDS)("gradient technique %s", (id) => {
  it("is registered under its own id, with words for itself and each parameter", () => {
    const definition = GRADIENTS[id];
    expect(definition.id).toBe(id);
    const { formula, advice, reference } = definition.documentation;
    const parameters = Object.values<{ readonly summary: string }>(definition.parameters);
    for (const sentence of [definition.summary, advice, ...parameters.map(({ summary }) => summary)]) {
      expect(sentence).toMatch(/^[A-Z].*[.]$/);
    }
    expect(formula).toMatch(/=/);
    expect(reference).toMatch(/\d{4}/);
  });

  it.each(BY_HAND[id].map((row) => [JSON.stringify(row.gradient), row] as const))(
    "takes the steps worked out by hand: %s",
    async (_title, { gradient, expected }) => {
      const run = await start({ optimizer: { sgd: {} }, gradients: [gradient] });
      for (const [index, weights] of expected.entries()) {
        const actual = await take(run, index);
        expect(actual.map((weight) => Number(weight.toFixed(5)))).toEqual(weights);
      }
    },
  );

  it("goes on bit for bit from what its state says", async () => {
    const train: TrainSpecInput = { optimizer: { adam: {} }, gradients: [BY_HAND[id][0]!.gradient] };
    const whole = await start(train);
    const first = await start(train);
    for (let step = 0; step < 5; step++) {
      await take(whole, step);
      await (step < 3 ? take(first, step) : undefined);
    }
    const second = await start(train);
    await second.restore(await first.state());
    await take(second, 3);
    await take(second, 4);
    expect(await second.state()).toEqual(await whole.state());
  });
});

describe("gradients", () => {
  it("stand around one another by their places: the order is part of what a spec means", () => {
    expect(GRADIENT_IDS).toEqual([
      "ema",
      "gradientAccumulation",
      "clipByValue",
      "clipByNorm",
      "clipByGlobalNorm",
      "layerRates",
      "discriminativeRates",
      "freeze",
      "gradualUnfreezing",
      "weightDecay",
    ]);
  });

  it("are read into the order of their places, whatever the order they are given in", () => {
    const { gradients } = parseTrainSpec(EVERYTHING);
    const turned = parseTrainSpec({ ...EVERYTHING, gradients: [...EVERYTHING.gradients!].reverse() });
    expect(turned.gradients).toEqual(gradients);
    expect(gradients.flatMap((gradient) => Object.keys(gradient))).toEqual(GRADIENT_IDS);
  });

  it("move nothing, not even the optimizer's slots, while gradients are accumulated", async () => {
    const run = await start(EVERYTHING);
    const before = await run.state();
    await take(run, 0);
    const after = await run.state();
    const moved = Object.keys(after).filter((name) => String(after[name]) !== String(before[name]));
    expect(moved.filter((name) => !name.startsWith("gradients."))).toEqual([]);
    await take(run, 1);
    const due = await run.state();
    expect(due["optimizer.adam.beta1Power"]![0]).toBeCloseTo(0.9, 6);
  });

  it("end in kernels that keep the constraint", async () => {
    const run = await start(EVERYTHING);
    for (let step = 0; step < 4; step++) {
      await take(run, step);
    }
    const { "layers.0.kernel": kernel } = await run.state(["layers.0.kernel"]);
    // two outputs of one input each
    for (const weight of kernel!) {
      expect(Math.abs(weight)).toBeLessThanOrEqual(1);
    }
  });
});

describe("ema", () => {
  it("holds the weights after the first step, then the mean", async () => {
    const train = parseTrainSpec({ optimizer: { sgd: {} }, gradients: [{ ema: { decay: 0.5 } }] });
    const run = await start(train);
    const name = servedName(train.gradients, "layers.1.bias");
    const seen: number[] = [];
    for (let step = 0; step < 3; step++) {
      await take(run, step);
      seen.push((await run.state([name]))[name]![0]!);
    }
    // the bias is -4, -4.5, -10.5
    expect(seen).toEqual([-4, -4.25, -7.375]);
  });

  it("is not there unless it is asked for: the weight itself is served", () => {
    expect(servedName(parseTrainSpec({}).gradients, "layers.1.bias")).toBe("layers.1.bias");
  });
});

describe("layerRates", () => {
  it("leaves layers of factor 0 as they are, bit for bit, and takes the first pattern that fits", async () => {
    const layerRates = { layers: ["layers.1", "layers.1.bias"], factors: [0, 5] };
    const run = await start({ optimizer: { sgd: {} }, gradients: [{ layerRates }] });
    expect((await take(run, 0))[2]).toBe(2);
  });

  it("refuses a pattern that no weight has", async () => {
    const layerRates = { layers: ["layers.10"], factors: [0] };
    await expect(start({ gradients: [{ layerRates }] })).rejects.toThrow(
      /each of layers must be the begin of a weight's path, such as layers\.0\.kernel: current value is "layers\.10"$/,
    );
  });
});
