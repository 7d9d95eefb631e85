import { describe, expect, test } from "vitest";
import { DataError } from "../errors/data_error.ts";
import { brierScore } from "./brier_score.ts";
import { calibration } from "./calibration.ts";
import { type ClassScores, predictedClasses } from "./class_scores.ts";
import { rocAuc } from "./roc_auc.ts";
import { topKAccuracy } from "./top_k_accuracy.ts";

const good: ClassScores = { scores: [0.2, 0.8, 0.5, 0.5], labels: [1, 0], classes: 2 };

/** Everything that takes scores. */
const measures: readonly (readonly [string, (given: ClassScores) => unknown])[] = [
  ["topKAccuracy()", (given) => topKAccuracy(given, 1)],
  ["rocAuc()", rocAuc],
  ["calibration()", (given) => calibration(given)],
  ["brierScore()", brierScore],
];

function problemOf(run: () => unknown): DataError {
  try {
    run();
  } catch (error) {
    if (error instanceof DataError) {
      return error;
    }
  }
  throw new Error("Cannot go on as a DataError must be thrown: none was");
}

describe.each(measures)("%s", (name, measure) => {
  test(`${name} takes scores that are right`, () => {
    expect(() => measure(good)).not.toThrow();
    expect(() => measure({ ...good, scores: Float32Array.from(good.scores) })).not.toThrow();
  });

  test.each([
    ["no examples", { scores: [], labels: [] }, "NOTHING_TO_MEASURE", "labels"],
    ["NaN", { scores: [0.2, Number.NaN, 0.5, 0.5] }, "SCORE_INVALID", "scores[1]"],
    ["infinity", { scores: [0.2, 0.8, 0.5, Number.POSITIVE_INFINITY] }, "SCORE_INVALID", "scores[3]"],
    ["too few scores", { scores: [0.2, 0.8] }, "COUNT_MISMATCH", "scores"],
    ["a label beyond the classes", { labels: [1, 2] }, "LABEL_OUT_OF_RANGE", "labels[1]"],
    ["a label below 0", { labels: [-1, 0] }, "LABEL_OUT_OF_RANGE", "labels[0]"],
    ["half a label", { labels: [0.5, 0] }, "LABEL_OUT_OF_RANGE", "labels[0]"],
  ] as const)(`${name} refuses %s`, (_what, change, code, path) => {
    expect(problemOf(() => measure({ ...good, ...change }))).toMatchObject({ code, path });
  });
});

describe("predictedClasses()", () => {
  test("predictedClasses() takes the highest score, and the first of equal ones", () => {
    const scores = [1, 3, 2, 5, 5, 1, -2, -1, -1];
    expect([...predictedClasses({ scores, labels: [0, 0, 0], classes: 3 })]).toEqual([1, 0, 1]);
  });
});

describe("calibration()", () => {
  test("calibration() refuses what is no probability, and no bins", () => {
    expect(problemOf(() => calibration({ ...good, scores: [0.2, 1.2, 0, 1] })).message).toBe(
      "Cannot measure calibration as scores[1] must be a number from 0 to 1: current value is 1.2",
    );
    expect(() => calibration(good, { bins: 0 })).toThrow(
      new RangeError("Cannot measure calibration as bins must be a positive integer: current value is 0"),
    );
  });

  test("calibration() weights the bins' distances", () => {
    // bin (0.5, 1]: confidences 0.8 and 1, one right: |0.5 - 0.9| = 0.4; bin [0, 0.5]: 0.5, right: 0.5
    const given = { scores: [0.2, 0.8, 1, 0, 0.5, 0.5], labels: [1, 1, 0], classes: 2 };
    const { bins, expectedError, maximumError } = calibration(given, { bins: 2 });
    expect(bins).toEqual([
      { lower: 0, upper: 0.5, count: 1, confidence: 0.5, accuracy: 1 },
      { lower: 0.5, upper: 1, count: 2, confidence: 0.9, accuracy: 0.5 },
    ]);
    expect(expectedError).toBeCloseTo((2 * 0.4 + 0.5) / 3, 15);
    expect(maximumError).toBeCloseTo(0.5, 15);
  });

  test("calibration() of sure and right predictions is 0, with one filled bin", () => {
    const { bins, expectedError } = calibration({ scores: [1, 0, 0, 1], labels: [0, 1], classes: 2 });
    expect(expectedError).toBe(0);
    expect(bins.filter(({ count }) => count > 0)).toHaveLength(1);
    expect(bins[0]).toEqual({ lower: 0, upper: 1 / 15, count: 0, confidence: null, accuracy: null });
  });
});

describe("topKAccuracy()", () => {
  test("topKAccuracy() counts exactly k classes of an example, ties in their order", () => {
    const given = { scores: [1, 1, 1, 0, 2, 2], labels: [1, 2], classes: 3 };
    // example 0: order 0, 1, 2 and label 1; example 1: order 1, 2, 0 and label 2
    expect([1, 2, 3, 4].map((k) => topKAccuracy(given, k))).toEqual([0, 1, 1, 1]);
  });

  test("topKAccuracy() refuses a k that is no positive integer", () => {
    for (const k of [0, 1.5, Number.NaN]) {
      expect(() => topKAccuracy(good, k)).toThrow(
        `Cannot measure top-k accuracy as k must be a positive integer: current value is ${k}`,
      );
    }
  });
});

describe("brierScore()", () => {
  test("brierScore() is 0 for sure and right, 2 for sure and wrong", () => {
    expect(brierScore({ scores: [1, 0], labels: [0], classes: 2 })).toBe(0);
    expect(brierScore({ scores: [1, 0], labels: [1], classes: 2 })).toBe(2);
    // (0.75 - 1)^2 + 0.25^2 = 0.125
    expect(brierScore({ scores: [0.75, 0.25], labels: [0], classes: 2 })).toBe(0.125);
  });
});
