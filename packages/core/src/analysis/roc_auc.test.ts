import { describe, expect, test } from "vitest";
import { averagePrecision, precisionRecallCurve } from "./precision_recall_curve.ts";
import { binaryRocAuc, rocAuc } from "./roc_auc.ts";
import { rocCurve } from "./roc_curve.ts";

describe("binaryRocAuc()", () => {
  test("binaryRocAuc() is the part of pairs in the right order, ties counting half", () => {
    expect(binaryRocAuc({ scores: [1, 2, 3, 4], positives: [0, 0, 1, 1] })).toBe(1);
    expect(binaryRocAuc({ scores: [4, 3, 2, 1], positives: [0, 0, 1, 1] })).toBe(0);
    expect(binaryRocAuc({ scores: [5, 5, 5], positives: [0, 1, 1] })).toBe(0.5);
    // pairs (0.8, 0.8) half, (0.8, 0.1) right, (0.4, 0.8) wrong, (0.4, 0.1) right: 2.5 of 4
    expect(binaryRocAuc({ scores: [0.8, 0.4, 0.8, 0.1], positives: [1, 1, 0, 0] })).toBe(0.625);
  });

  test("binaryRocAuc() does not depend on the order of tied examples", () => {
    const scores = [1, 1, 1, 0, 2];
    expect(binaryRocAuc({ scores, positives: [1, 0, 0, 0, 1] })).toBe(
      binaryRocAuc({ scores, positives: [0, 0, 1, 0, 1] }),
    );
  });

  test("binaryRocAuc() is null where there is no pair", () => {
    expect(binaryRocAuc({ scores: [1, 2], positives: [1, 1] })).toBeNull();
    expect(binaryRocAuc({ scores: [1, 2], positives: [0, 0] })).toBeNull();
  });

  test("binaryRocAuc() refuses what does not fit", () => {
    expect(() => binaryRocAuc({ scores: [], positives: [] })).toThrow("there must be examples");
    expect(() => binaryRocAuc({ scores: [1], positives: [] })).toThrow("there must be 1 truths");
    expect(() => binaryRocAuc({ scores: [Number.NaN], positives: [1] })).toThrow(
      "Cannot find operating points as scores[0] must be finite: current value is NaN",
    );
  });
});

describe("rocAuc()", () => {
  test("rocAuc() leaves classes out of the means that cannot be told apart from the rest", () => {
    const given = { scores: [0.6, 0.3, 0.1, 0.2, 0.7, 0.1], labels: [0, 1], classes: 3 };
    expect(rocAuc(given)).toEqual({ classes: [1, 1, null], macro: 1, weighted: 1 });
    expect(rocAuc({ scores: [1, 2], labels: [1], classes: 2 })).toEqual({
      classes: [null, null],
      macro: null,
      weighted: null,
    });
  });
});

describe("rocCurve()", () => {
  test("rocCurve() has one point a distinct score, from nothing to everything", () => {
    expect(rocCurve({ scores: [3, 2, 2, 1], positives: [true, true, false, false] })).toEqual([
      { threshold: Number.POSITIVE_INFINITY, falsePositiveRate: 0, truePositiveRate: 0 },
      { threshold: 3, falsePositiveRate: 0, truePositiveRate: 0.5 },
      { threshold: 2, falsePositiveRate: 0.5, truePositiveRate: 1 },
      { threshold: 1, falsePositiveRate: 1, truePositiveRate: 1 },
    ]);
  });

  test("rocCurve() of one kind of examples has no NaN", () => {
    expect(rocCurve({ scores: [1], positives: [true] }).at(-1)).toEqual({
      threshold: 1,
      falsePositiveRate: 0,
      truePositiveRate: 1,
    });
  });
});

describe("precisionRecallCurve()", () => {
  test("precisionRecallCurve() and averagePrecision() follow the thresholds down", () => {
    const binary = { scores: [3, 2, 1], positives: [1, 0, 1] };
    expect(precisionRecallCurve(binary)).toEqual([
      { threshold: 3, precision: 1, recall: 0.5 },
      { threshold: 2, precision: 0.5, recall: 0.5 },
      { threshold: 1, precision: 2 / 3, recall: 1 },
    ]);
    // 0.5 * 1 + 0 * 0.5 + 0.5 * 2/3
    expect(averagePrecision(binary)).toBeCloseTo(5 / 6, 15);
    expect(averagePrecision({ scores: [1], positives: [0] })).toBeNull();
  });
});
