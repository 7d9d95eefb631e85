import { describe, expect, test } from "vitest";
import { type ClassScores, predictedClasses } from "../../packages/core/src/analysis/class_scores.ts";
import { classificationReport } from "../../packages/core/src/analysis/classification_report.ts";
import { confusionMatrix } from "../../packages/core/src/analysis/confusion_matrix.ts";
import { binaryRocAuc } from "../../packages/core/src/analysis/roc_auc.ts";
import { topKAccuracy } from "../../packages/core/src/analysis/top_k_accuracy.ts";
import { expectNear } from "./expect_near.ts";
import { readFixture, requireTensor } from "./fixture.ts";

interface MetricCase {
  readonly labels: readonly number[];
  readonly classes: number;
  readonly accuracy: number;
  readonly topK: readonly number[];
  readonly precision: readonly number[];
  readonly recall: readonly number[];
  readonly weightedF1: number;
  readonly area: number;
}

const fixture = await readFixture<{ readonly cases: readonly MetricCase[] }>("metrics");
const cases = fixture.index.cases.map((one, number) => {
  const given: ClassScores = { ...one, scores: requireTensor(fixture, `${number}/scores`) };
  const report = classificationReport(confusionMatrix(one.labels, predictedClasses(given), one.classes));
  return { ...one, given, report, title: `${one.labels.length} examples, ${one.classes} classes` };
});

/** Keras sums in float32. */
const NEAR = { absolute: 1e-6 };

describe.each(cases)("metrics of $title", ({ given, report, ...keras }) => {
  test("classificationReport() has the accuracy, precisions, recalls and F1 of Keras", () => {
    expectNear("accuracy", { actual: [report.accuracy], expected: [keras.accuracy] }, NEAR);
    for (const key of ["precision", "recall"] as const) {
      const actual = report.classes.map((one) => one[key]);
      expectNear(key, { actual, expected: keras[key] }, NEAR);
    }
    expectNear("f1", { actual: [report.weighted.f1], expected: [keras.weightedF1] }, NEAR);
  });

  test("topKAccuracy() is that of SparseTopKCategoricalAccuracy, for every k", () => {
    const actual = keras.topK.map((_unused, index) => topKAccuracy(given, index + 1));
    expectNear("top-k accuracy", { actual, expected: keras.topK }, NEAR);
  });

  test("binaryRocAuc() of all pairs of example and class is near the area that AUC has from thresholds", () => {
    const positives = Array.from(
      given.scores,
      (_unused, at) => at % given.classes === given.labels[Math.floor(at / given.classes)],
    );
    const area = binaryRocAuc({ scores: given.scores, positives });
    expect(Math.abs(area! - keras.area)).toBeLessThan(2e-3);
  });
});
