import { describe, expect, test } from "vitest";
import { multiLabelReport } from "./multi_label_report.ts";

describe("multiLabelReport()", () => {
  test("multiLabelReport() looks at each class by itself", () => {
    // class 0 holds for both and is found once; class 1 holds for one, is found, and predicted for both; class 2 is neither there nor predicted
    const scores = [0.9, 0.8, 0.1, 0.5, 0.7, 0.2];
    const targets = [1, 1, 0, 1, 0, 0];
    expect(multiLabelReport({ scores, targets, classes: 3 })).toEqual({
      count: 2,
      accuracy: 4 / 6,
      exactMatch: 0.5,
      classes: [
        { precision: 1, recall: 0.5, f1: 2 / 3, support: 2, predicted: 1, rocAuc: null },
        { precision: 0.5, recall: 1, f1: 2 / 3, support: 1, predicted: 2, rocAuc: 1 },
        { precision: 0, recall: 0, f1: 0, support: 0, predicted: 0, rocAuc: null },
      ],
      macro: { precision: 0.75, recall: 0.75, f1: 2 / 3, rocAuc: 1 },
    });
  });

  test("multiLabelReport() has no area where each class holds for all or for none", () => {
    expect(multiLabelReport({ scores: [0.9, 0.1], targets: [1, 0], classes: 2 }).macro.rocAuc).toBeNull();
  });

  test("multiLabelReport() refuses nothing, and targets that do not fit", () => {
    expect(() => multiLabelReport({ scores: [], targets: [], classes: 2 })).toThrow(
      "Cannot report on classes as there must be examples: current number is 0",
    );
    for (const [scores, targets] of [
      [[0.5, 0.5], [1]],
      [[0.5], [1]],
    ]) {
      expect(() => multiLabelReport({ scores: scores!, targets: targets!, classes: 2 })).toThrow(
        `Cannot report on classes as there must be ${scores!.length} targets, one a score, for whole rows of 2 classes: current number is 1`,
      );
    }
  });
});
