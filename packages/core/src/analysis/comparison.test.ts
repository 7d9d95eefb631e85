import { describe, expect, test } from "vitest";
import { philoxBits } from "../graph/philox.ts";
import { ablationEffects } from "./ablation.ts";
import { createBinomial } from "./binomial.ts";
import { bootstrapInterval } from "./bootstrap_interval.ts";
import { erfc } from "./erfc.ts";
import { holm } from "./holm.ts";
import { mcNemar } from "./mc_nemar.ts";
import { meanInterval } from "./mean_interval.ts";
import type { PairedHits } from "./pair_counts.ts";
import { studentQuantile } from "./student_quantile.ts";
import { verdictOf } from "./verdict.ts";

/** Answers of two classifiers of which `onlyA` and `onlyB` differ, and `both` are right. */
function hits({ onlyA, onlyB, both }: { onlyA: number; onlyB: number; both: number }) {
  const rest = new Array<boolean>(both).fill(true);
  return {
    a: [...new Array<boolean>(onlyA).fill(true), ...new Array<boolean>(onlyB).fill(false), ...rest],
    b: [...new Array<boolean>(onlyA).fill(false), ...new Array<boolean>(onlyB).fill(true), ...rest],
  };
}

describe("mcNemar()", () => {
  test("mcNemar() of few differing examples is the exact binomial test", () => {
    // 2 (C(5,0) + C(5,1)) / 2^5 = 12 / 32
    expect(mcNemar(hits({ onlyA: 4, onlyB: 1, both: 10 }))).toEqual({
      onlyA: 4,
      onlyB: 1,
      method: "exactBinomial",
      statistic: null,
      pValue: 0.375,
    });
    expect(mcNemar(hits({ onlyA: 0, onlyB: 0, both: 3 })).pValue).toBe(1);
    expect(mcNemar(hits({ onlyA: 3, onlyB: 3, both: 0 })).pValue).toBe(1);
  });

  test("mcNemar() of many corrects for continuity", () => {
    // (|30 - 10| - 1)^2 / 40 = 9.025
    const { statistic, pValue, method } = mcNemar(hits({ onlyA: 30, onlyB: 10, both: 0 }));
    expect([method, statistic]).toEqual(["chiSquared", 9.025]);
    expect(pValue).toBeCloseTo(0.002663, 6);
    expect(mcNemar(hits({ onlyA: 20, onlyB: 20, both: 0 })).pValue).toBe(1);
  });

  test("mcNemar() takes sides by name alone", () => {
    const one = mcNemar(hits({ onlyA: 20, onlyB: 9, both: 5 }));
    expect(mcNemar(hits({ onlyA: 9, onlyB: 20, both: 5 }))).toMatchObject({ pValue: one.pValue });
  });

  test("mcNemar() refuses answers to different examples, and none", () => {
    expect(() => mcNemar({ a: [1], b: [1, 0] })).toThrow(
      "Cannot compare classifiers as both must have answered the same 1 examples: current number is 2",
    );
    expect(() => mcNemar({ a: [], b: [] })).toThrow("there must be examples: current number is 0");
  });
});

/** 100 pairs of independent answers, each right half of the time. */
function bootstrapBits(trial: number): PairedHits {
  const bits = philoxBits({ seed: trial, stream: 77, step: 0 }, 200);
  return {
    a: [...bits.subarray(0, 100)].map((word) => word & 1),
    b: [...bits.subarray(100)].map((word) => word & 1),
  };
}

const EXPECTED = {
  difference: 0.05982905982905983,
  interval: { lower: -0.008547008547008548, upper: 0.13675213675213677 },
  verdict: "notDistinguishable",
};

describe("bootstrapInterval()", () => {
  test("bootstrapInterval() says better, worse, or nothing", () => {
    expect(bootstrapInterval(hits({ onlyA: 60, onlyB: 20, both: 400 })).verdict).toBe("better");
    expect(bootstrapInterval(hits({ onlyA: 20, onlyB: 60, both: 400 })).verdict).toBe("worse");
    expect(bootstrapInterval(hits({ onlyA: 30, onlyB: 28, both: 400 })).verdict).toBe("notDistinguishable");
    expect(bootstrapInterval(hits({ onlyA: 0, onlyB: 0, both: 9 }))).toEqual({
      difference: 0,
      interval: { lower: 0, upper: 0 },
      verdict: "notDistinguishable",
    });
  });

  test("bootstrapInterval() follows from its seed, the same on every machine", () => {
    const pairs = hits({ onlyA: 12, onlyB: 5, both: 100 });
    expect(bootstrapInterval(pairs, { seed: 3, resamples: 500 })).toEqual(EXPECTED);
    const others = [4, 5, 6, 7].map(
      (seed) => bootstrapInterval(pairs, { seed, resamples: 500 }).interval.lower,
    );
    expect(new Set(others).size).toBeGreaterThan(1);
  });

  test("bootstrapInterval() is wider for more confidence", () => {
    const pairs = hits({ onlyA: 40, onlyB: 20, both: 100 });
    const width = (confidence: number): number => {
      const { interval } = bootstrapInterval(pairs, { confidence });
      return interval.upper - interval.lower;
    };
    expect(width(0.99)).toBeGreaterThan(width(0.9));
  });

  test("bootstrapInterval() holds the true difference about as often as it says", () => {
    // a: right with 0.5; b: right with 0.5, independently; the difference is 0
    let held = 0;
    for (let trial = 0; trial < 200; trial++) {
      const bits = bootstrapBits(trial);
      const { interval } = bootstrapInterval(bits, { seed: trial, resamples: 300 });
      held += interval.lower <= 0 && interval.upper >= 0 ? 1 : 0;
    }
    expect(held).toBeGreaterThan(178);
    expect(held).toBeLessThan(200);
  });

  test("bootstrapInterval() refuses options out of their range", () => {
    const pairs = hits({ onlyA: 1, onlyB: 1, both: 1 });
    expect(() => bootstrapInterval(pairs, { resamples: 0 })).toThrow("resamples must be a positive integer");
    expect(() => bootstrapInterval(pairs, { confidence: 1 })).toThrow(
      "confidence must be above 0 and below 1",
    );
  });
});

describe("createBinomial()", () => {
  test.each([
    [10, 0.3],
    [60_000, 0.02],
    [500, 0.999],
  ])("createBinomial(%i, %d) has the mean and the spread of that distribution", (n, p) => {
    const draw = createBinomial(n, p);
    const drawn = Array.from({ length: 4000 }, (_unused, i) => draw((i + 0.5) / 4000));
    const mean = drawn.reduce((sum, x) => sum + x, 0) / drawn.length;
    const variance = drawn.reduce((sum, x) => sum + (x - mean) * (x - mean), 0) / drawn.length;
    expect(Math.abs(mean - n * p)).toBeLessThan(0.01 * Math.sqrt(n * p * (1 - p)) + 1e-3);
    expect(Math.abs(variance / (n * p * (1 - p)) - 1)).toBeLessThan(0.02);
  });

  test("createBinomial() follows its distribution function", () => {
    // 2 throws of a fair coin: 1/4, 1/2, 1/4
    const draw = createBinomial(2, 0.5);
    expect([0, 0.2, 0.26, 0.7, 0.76, 0.999999].map(draw)).toEqual([0, 0, 1, 1, 2, 2]);
    expect(createBinomial(7, 0)(0.9)).toBe(0);
    expect(createBinomial(7, 1)(0.1)).toBe(7);
    expect(createBinomial(0, 0.4)(0.5)).toBe(0);
  });
});

describe("holm()", () => {
  test("holm() multiplies the smallest by their number, the next by one less, and keeps the order", () => {
    // sorted: 0.01 * 4, 0.02 * 3, 0.03 * 2, 0.5 * 1; a greater one is never below a smaller
    expect(holm([0.03, 0.01, 0.5, 0.02])).toEqual([0.06, 0.04, 0.5, 0.06]);
    expect(holm([0.6, 0.7])).toEqual([1, 1]);
    expect(holm([0.02])).toEqual([0.02]);
    expect(holm([])).toEqual([]);
  });
});

describe("meanInterval()", () => {
  test("meanInterval() takes Student's quantile", () => {
    // mean 2, s = 1; with 2 degrees of freedom t = c / sqrt((1 - c^2) / 2) for confidence c; over the root of 3
    const { n, mean, standardDeviation, interval } = meanInterval([1, 2, 3]);
    expect([n, mean, standardDeviation]).toEqual([3, 2, 1]);
    expect(interval!.upper - mean).toBeCloseTo(0.95 / Math.sqrt((1 - 0.95 * 0.95) / 2) / Math.sqrt(3), 10);
  });

  test("meanInterval() of one measurement has no interval, of equal ones a point", () => {
    expect(meanInterval([5])).toEqual({ n: 1, mean: 5, standardDeviation: null, interval: null });
    expect(meanInterval([5, 5])).toMatchObject({ standardDeviation: 0, interval: { lower: 5, upper: 5 } });
  });

  test("meanInterval() refuses none, and NaN", () => {
    expect(() => meanInterval([])).toThrow("there must be measurements: current number is 0");
    expect(() => meanInterval([1, Number.NaN])).toThrow(
      "Cannot find a mean as values[1] must be finite: current value is NaN",
    );
    expect(() => meanInterval([1, 2], { confidence: 0 })).toThrow(RangeError);
  });
});

describe("studentQuantile()", () => {
  test("studentQuantile() is the tangent for one degree of freedom", () => {
    // of Cauchy's distribution: tan(pi 0.9 / 2)
    expect(studentQuantile(0.9, 1)).toBeCloseTo(Math.tan(Math.PI * 0.45), 9);
    expect(() => studentQuantile(0.9, 0)).toThrow("degrees must be positive: current value is 0");
  });
});

describe("erfc()", () => {
  test("erfc() has its ends at 2 and 0", () => {
    expect([erfc(-30), erfc(0), erfc(30), erfc(Number.POSITIVE_INFINITY)]).toEqual([2, 1, 0, 0]);
    expect(erfc(Number.NaN)).toBeNaN();
  });
});

describe("verdictOf()", () => {
  test("verdictOf() needs an interval without 0", () => {
    expect(verdictOf({ lower: 0.1, upper: 1 })).toBe("better");
    expect(verdictOf({ lower: -1, upper: -0.1 })).toBe("worse");
    expect(verdictOf({ lower: 0, upper: 1 })).toBe("notDistinguishable");
    expect(verdictOf(null)).toBe("notDistinguishable");
  });
});

describe("ablationEffects()", () => {
  const base = new Map([
    [0, 0.9],
    [1, 0.91],
    [2, 0.92],
  ]);

  test("ablationEffects() of leaving one out is what is lost, seed by seed", () => {
    const trials = {
      dropout: new Map([
        [0, 0.88],
        [1, 0.892],
        [2, 0.899],
      ]),
      noise: new Map([
        [0, 0.91],
        [1, 0.9],
        [2, 0.92],
      ]),
    };
    const [dropout, noise] = ablationEffects({ kind: "leaveOneOut", base, trials });
    // 0.02, 0.018, 0.021
    expect(dropout).toMatchObject({ technique: "dropout", n: 3, verdict: "better" });
    expect(dropout!.mean).toBeCloseTo(0.059 / 3, 12);
    expect(noise).toMatchObject({ technique: "noise", n: 3, verdict: "notDistinguishable" });
  });

  test("ablationEffects() of adding one in is what is won", () => {
    const trials = {
      noise: new Map([
        [2, 0.82],
        [0, 0.801],
        [1, 0.809],
        [9, 0.1],
      ]),
    };
    const [noise] = ablationEffects({ kind: "addOneIn", base, trials });
    expect(noise).toMatchObject({ n: 3, verdict: "worse" });
    expect(noise!.mean).toBeCloseTo(-0.1, 10);
  });

  test("ablationEffects() of one seed has no interval and says nothing", () => {
    const [effect] = ablationEffects({ kind: "addOneIn", base, trials: { x: new Map([[1, 1]]) } });
    expect(effect).toMatchObject({ n: 1, interval: null, verdict: "notDistinguishable" });
  });

  test("ablationEffects() refuses a trial that shares no seed", () => {
    expect(() => ablationEffects({ kind: "addOneIn", base, trials: { x: new Map([[7, 1]]) } })).toThrow(
      "Cannot find the effect of x as it must share a seed with the base: current seeds are 7",
    );
  });
});
