import { describe, expect, test } from "vitest";
import { classificationReport } from "./classification_report.ts";
import { confusionMatrix } from "./confusion_matrix.ts";

describe("confusionMatrix()", () => {
  test("confusionMatrix() has a row a true class and a column a prediction", () => {
    expect(confusionMatrix([0, 0, 1, 2, 2], [0, 1, 1, 0, 0], 3)).toEqual({
      classes: 3,
      counts: Uint32Array.of(1, 1, 0, 0, 1, 0, 2, 0, 0),
    });
  });

  test("confusionMatrix() refuses predictions that do not fit", () => {
    expect(() => confusionMatrix([0, 1], [0], 2)).toThrow(
      "Cannot count confusions as there must be 2 predictions, one a label: current number is 1",
    );
    expect(() => confusionMatrix([0, 1], [0, 2], 2)).toThrow(
      "Cannot count confusions as predictions[1] must be a whole number from 0 to 1: current value is 2",
    );
    expect(() => confusionMatrix([], [], 2)).toThrow(
      "Cannot count confusions as there must be examples: current number is 0",
    );
  });
});

describe("classificationReport()", () => {
  test("classificationReport() divides by what was predicted and by what is there", () => {
    const { accuracy, count, classes, macro, weighted } = classificationReport(
      confusionMatrix([0, 0, 0, 1], [0, 0, 1, 1], 2),
    );
    expect([count, accuracy]).toEqual([4, 0.75]);
    // class 0: 2 of 2 predictions, 2 of 3 examples; class 1: 1 of 2 predictions, 1 of 1 examples
    expect(classes).toEqual([
      { precision: 1, recall: 2 / 3, f1: 0.8, support: 3, predicted: 2 },
      { precision: 0.5, recall: 1, f1: 2 / 3, support: 1, predicted: 2 },
    ]);
    expect(macro.precision).toBe(0.75);
    expect(weighted.precision).toBe(0.875);
    expect(weighted.recall).toBe(accuracy);
  });

  test("classificationReport() leaves a class without examples and predictions out of the macro mean", () => {
    const { classes, macro } = classificationReport(confusionMatrix([0, 1], [0, 1], 3));
    expect(classes[2]).toEqual({ precision: 0, recall: 0, f1: 0, support: 0, predicted: 0 });
    expect(macro).toEqual({ precision: 1, recall: 1, f1: 1 });
  });

  test("classificationReport() counts a class that is only predicted, or only there, as 0", () => {
    expect(classificationReport(confusionMatrix([0, 0], [0, 1], 2)).macro.f1).toBeCloseTo(1 / 3, 15);
    expect(classificationReport(confusionMatrix([0, 1], [0, 0], 2)).macro.f1).toBeCloseTo(1 / 3, 15);
  });

  test("classificationReport() of no examples is all 0", () => {
    const { accuracy, macro } = classificationReport({ classes: 2, counts: new Uint32Array(4) });
    expect([accuracy, macro.f1]).toEqual([0, 0]);
  });
});
