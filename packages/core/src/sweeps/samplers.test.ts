import { describe, expect, test } from "vitest";
import { parseSearchSpace } from "./parse_search_space.ts";
import {
  parseSampler,
  parseTrialStopping,
  SAMPLERS,
  type SamplerSpecInput,
  sampleTrial,
  TRIAL_STOPPINGS,
} from "./registry.ts";
import type { Observation } from "./sampler_definition.ts";
import type { Coordinates } from "./search_space.ts";
import { type TrialMaker, trialMaker } from "./trial_specs.ts";

const base = { model: {}, train: { a: 0, rate: 0, size: 0, optimizer: { sgd: { momentum: 0 } } } };

function makerOf(space: readonly object[]): TrialMaker {
  return trialMaker(base, parseSearchSpace(space));
}

/** The trials of a sweep in which each is known before the next. */
function follow(
  method: SamplerSpecInput,
  {
    maker,
    trials,
    seed,
    cost,
  }: { maker: TrialMaker; trials: number; seed: number; cost?: (c: Coordinates) => number },
): Observation[] {
  const sampler = parseSampler(method);
  const observations: Observation[] = [];
  for (let number = 0; number < trials; number++) {
    const coordinates = sampleTrial(sampler, { maker, seed, number, observations });
    if (coordinates === null) {
      break;
    }
    observations.push({ coordinates, cost: cost?.(coordinates) ?? 0, isComplete: true, epochs: 1 });
  }
  return observations;
}

const mixed = makerOf([
  { path: "train.rate", domain: { logUniform: { low: 1e-5, high: 1 } } },
  { path: "train.a", domain: { uniform: { low: -5, high: 5 } } },
  { path: "train.size", domain: { integers: { low: 8, high: 128, step: 8 } } },
  { path: "train.optimizer", domain: { choice: { values: ["a", "b", "c", "d", "e"] } } },
]);

/** A bowl with its lowest point, 0, at 1e-3, 2, 64 and the third choice. */
function bowl([rate, a, size, choice]: Coordinates): number {
  const z = [Math.log10(rate!) + 3, (a! - 2) / 2, (size! - 64) / 40, choice === 2 ? 0 : 1];
  return z.reduce((sum, each) => sum + each * each, 0);
}

function bestOf(method: SamplerSpecInput, seed: number): number {
  const observations = follow(method, { maker: mixed, trials: 80, seed, cost: bowl });
  return Math.min(...observations.map(({ cost }) => cost!));
}

describe("tpe", () => {
  test("tpe comes nearer than random in 80 trials: in at least 30 of 40 seeds, and to a third of the distance in the median", () => {
    const pairs = Array.from({ length: 40 }, (_, seed) => [
      bestOf({ tpe: {} }, seed),
      bestOf({ random: {} }, seed),
    ]);
    const median = (index: number): number => pairs.map((pair) => pair[index]!).sort((x, y) => x - y)[20]!;
    expect(pairs.filter(([smart, blind]) => smart! < blind!).length).toBeGreaterThanOrEqual(30);
    expect(median(0)).toBeLessThan(median(1) / 3);
  });

  test("tpe begins at random, and steers away from what failed or is under way", () => {
    const startup = follow({ tpe: { startupTrials: 6 } }, { maker: mixed, trials: 6, seed: 3, cost: bowl });
    expect(startup).toEqual(follow({ random: {} }, { maker: mixed, trials: 6, seed: 3, cost: bowl }));
    const maker = makerOf([{ path: "train.a", domain: { uniform: { low: 0, high: 1 } } }]);
    const good = [0.2, 0.8].map((a) => ({ coordinates: [a], cost: 0, isComplete: true, epochs: 1 }));
    const failed = [0.78, 0.79, 0.81, 0.82].map((a) => ({ ...good[0]!, coordinates: [a], cost: null }));
    const sampler = parseSampler({ tpe: { startupTrials: 1, goodShare: 0.9 } });
    const drawn = Array.from({ length: 20 }, (_, seed) => {
      const context = { maker, seed, number: 6, observations: [...good, ...failed] };
      return sampleTrial(sampler, context)![0]!;
    });
    expect(drawn.filter((a) => a < 0.6).length).toBeGreaterThanOrEqual(18);
  });
});

describe("parseSampler()", () => {
  test("parseSampler() reads the example of each sampler, and each has a whole documentation", () => {
    for (const { id, summary, documentation } of Object.values(SAMPLERS)) {
      expect(Object.keys(parseSampler(documentation.example))).toEqual([id]);
      for (const sentence of [summary, documentation.advice]) {
        expect(sentence).toMatch(/^[A-Z].*\.$/);
      }
    }
    const { asha } = TRIAL_STOPPINGS;
    expect(parseTrialStopping(asha.documentation.example)).toEqual({
      asha: { minEpochs: 2, reductionFactor: 3, monitor: "validationAccuracy" },
    });
    expect(() => parseSampler({ tpe: { goodShare: 1 } })).toThrow("goodShare");
    expect(() => parseSampler({ grid: {}, random: {} })).toThrow("exactly one key");
  });
});

describe("sampleTrial()", () => {
  test.each([{ grid: { points: 2 } }, { random: {} }, { tpe: { startupTrials: 4 } }])(
    "sampleTrial() gives the same trials for the same seed, within their domains: %o",
    (method) => {
      const options = { maker: mixed, trials: 20, seed: 7, cost: bowl };
      const trials = follow(method, options);
      expect(trials).toHaveLength(20);
      expect(follow(method, options)).toEqual(trials);
      expect(new Set(trials.map(({ coordinates }) => String(coordinates))).size).toBe(20);
      for (const { coordinates } of trials) {
        const [rate, a, size, choice] = coordinates as number[];
        expect(rate! >= 1e-5 && rate! <= 1 && Math.abs(a!) <= 5 && size! % 8 === 0).toBe(true);
        expect(size! >= 8 && size! <= 128 && [0, 1, 2, 3, 4].includes(choice!)).toBe(true);
      }
      if (!("grid" in method)) {
        expect(follow(method, { ...options, seed: 8 })).not.toEqual(trials);
      }
    },
  );

  test("grid has every combination once, the ends of its ranges to the bit", () => {
    const maker = makerOf([
      { path: "train.rate", domain: { logUniform: { low: 1e-4, high: 1e-2 } } },
      { path: "train.size", domain: { integers: { low: 1, high: 6, step: 2 } } },
    ]);
    const trials = follow({ grid: { points: 3 } }, { maker, trials: 100, seed: 0 });
    expect(trials).toHaveLength(9);
    expect(trials.map(({ coordinates }) => coordinates[1])).toEqual([1, 3, 5, 1, 3, 5, 1, 3, 5]);
    expect(trials[0]!.coordinates[0]).toBe(1e-4);
    expect(trials[3]!.coordinates[0]).toBeCloseTo(1e-3, 12);
    expect(trials[8]!.coordinates[0]).toBe(1e-2);
  });

  test.each([{ random: {} }, { tpe: { startupTrials: 3 } }])(
    "%o tries all of a small space, nothing twice, and then has nothing more",
    (method) => {
      const maker = makerOf([
        { path: "train.a", domain: { choice: { values: [1, 2, 3] } } },
        { path: "train.size", domain: { integers: { low: 0, high: 3 } } },
      ]);
      const trials = follow(method, { maker, trials: 20, seed: 1 });
      expect(new Set(trials.map(({ coordinates }) => String(coordinates))).size).toBe(12);
      expect(trials).toHaveLength(12);
    },
  );

  test("random spreads a logarithmic range evenly over its decades", () => {
    const maker = makerOf([{ path: "train.rate", domain: { logUniform: { low: 1e-4, high: 1 } } }]);
    const trials = follow({ random: {} }, { maker, trials: 400, seed: 5 });
    for (const low of [1e-4, 1e-3, 1e-2, 1e-1]) {
      const hits = trials.filter(({ coordinates: [rate] }) => rate! >= low && rate! < low * 10).length;
      expect(hits).toBeGreaterThan(75);
    }
  });
});
