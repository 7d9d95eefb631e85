import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { bootstrapInterval } from "../../packages/core/src/analysis/bootstrap_interval.ts";
import { brierScore } from "../../packages/core/src/analysis/brier_score.ts";
import { calibration } from "../../packages/core/src/analysis/calibration.ts";
import { predictedClasses } from "../../packages/core/src/analysis/class_scores.ts";
import { classificationReport } from "../../packages/core/src/analysis/classification_report.ts";
import { confusionMatrix } from "../../packages/core/src/analysis/confusion_matrix.ts";
import { erfc } from "../../packages/core/src/analysis/erfc.ts";
import { incompleteBeta, logGamma } from "../../packages/core/src/analysis/incomplete_beta.ts";
import { mcNemar } from "../../packages/core/src/analysis/mc_nemar.ts";
import { meanInterval } from "../../packages/core/src/analysis/mean_interval.ts";
import type { BinaryScores } from "../../packages/core/src/analysis/operating_points.ts";
import {
  averagePrecision,
  precisionRecallCurve,
} from "../../packages/core/src/analysis/precision_recall_curve.ts";
import { rocAuc } from "../../packages/core/src/analysis/roc_auc.ts";
import { rocCurve } from "../../packages/core/src/analysis/roc_curve.ts";
import { studentQuantile } from "../../packages/core/src/analysis/student_quantile.ts";
import { topKAccuracy } from "../../packages/core/src/analysis/top_k_accuracy.ts";

interface CalibrationCase {
  readonly accuracy: number[];
  readonly confidence: number[];
  readonly counts: number[];
  readonly expectedError: number;
}

interface ClassificationCase {
  readonly classes: number;
  readonly labels: number[];
  readonly scores: number[];
  readonly confusion: number[];
  readonly accuracy: number;
  readonly precision: number[];
  readonly recall: number[];
  readonly f1: number[];
  readonly support: number[];
  readonly macro: number[];
  readonly weighted: number[];
  readonly topK?: number[];
  readonly auc: (number | null)[];
  readonly averagePrecision: (number | null)[];
  readonly curves: { readonly class: number; readonly roc: number[][]; readonly pr: number[][] }[];
  readonly macroAuc?: number;
  readonly weightedAuc?: number;
  readonly normalised?: number[];
  readonly brier?: number;
  readonly calibration5: CalibrationCase;
  readonly calibration15: CalibrationCase;
}

interface AnalysisFixture {
  readonly classification: ClassificationCase[];
  readonly mcNemar: { onlyA: number; onlyB: number; statistic: number | null; pValue: number }[];
  readonly means: {
    values: number[];
    confidence: number;
    mean: number;
    deviation: number;
    lower: number;
    upper: number;
  }[];
  readonly bootstrap: { a: string; b: string; difference: number; lower: number; upper: number }[];
  readonly functions: {
    readonly erfc: [number, number][];
    readonly logGamma: [number, number][];
    readonly incompleteBeta: [number, number, number, number][];
    readonly studentQuantile: [number, number, number][];
  };
}

const fixture = JSON.parse(
  await readFile(new URL("fixtures/analysis.json", import.meta.url), "utf8"),
) as AnalysisFixture;

/** Fails unless numbers are those expected, up to a part of their size (or of 1e-300 for those that are 0). */
function expectClose(
  actual: ArrayLike<number | null>,
  expected: ArrayLike<number | null>,
  relative = 1e-12,
): void {
  expect(actual.length).toBe(expected.length);
  for (let index = 0; index < expected.length; index++) {
    const [a, b] = [actual[index]!, expected[index]!];
    if (b === null || !(Math.abs(a - b) <= relative * Math.abs(b))) {
      expect([index, a]).toEqual([index, b]);
    }
  }
}

const cases = fixture.classification.map((one, number) => ({
  ...one,
  title: `case ${number}: ${one.labels.length} examples, ${one.classes} classes`,
}));

/** The scores of one class, and which examples are of it. */
function ofClass({ scores, labels, classes }: ClassificationCase, wanted: number): BinaryScores {
  return {
    scores: labels.map((_unused, example) => scores[example * classes + wanted]!),
    positives: labels.map((label) => label === wanted),
  };
}

describe.each(cases)("scikit-learn, $title", (one) => {
  const report = classificationReport(confusionMatrix(one.labels, predictedClasses(one), one.classes));

  test("confusionMatrix() counts as confusion_matrix does", () => {
    expect([...confusionMatrix(one.labels, predictedClasses(one), one.classes).counts]).toEqual(
      one.confusion,
    );
  });

  test("classificationReport() gives what precision_recall_fscore_support gives", () => {
    expectClose([report.accuracy], [one.accuracy]);
    for (const key of ["precision", "recall", "f1", "support"] as const) {
      expectClose(
        report.classes.map((row) => row[key]),
        one[key],
      );
    }
    for (const key of ["macro", "weighted"] as const) {
      const { precision, recall, f1 } = report[key];
      expectClose([precision, recall, f1], one[key]);
    }
  });

  test("rocAuc() gives what roc_auc_score gives", () => {
    const { classes, macro, weighted } = rocAuc(one);
    expectClose(classes, one.auc);
    if (one.macroAuc !== undefined) {
      expectClose([macro, weighted], [one.macroAuc, one.weightedAuc!]);
    }
  });

  test("averagePrecision() gives what average_precision_score gives", () => {
    expectClose(
      one.averagePrecision.map((_unused, wanted) => averagePrecision(ofClass(one, wanted))),
      one.averagePrecision,
    );
  });

  test.each([5, 15] as const)("calibration() has the bins of calibration_curve, %d of them", (bins) => {
    const expected = one[`calibration${bins}`];
    const actual = calibration(one, { bins });
    const filled = actual.bins.filter(({ count }) => count > 0);
    expect(filled.map(({ count }) => count)).toEqual(expected.counts);
    expectClose(
      filled.map(({ accuracy }) => accuracy),
      expected.accuracy,
    );
    expectClose(
      filled.map(({ confidence }) => confidence),
      expected.confidence,
    );
    expectClose([actual.expectedError], [expected.expectedError], 1e-10);
  });
});

describe("scikit-learn", () => {
  test.each(cases.filter((one) => one.topK !== undefined))(
    "topKAccuracy() gives what top_k_accuracy_score gives, $title",
    (one) => {
      expectClose(
        one.topK!.map((_unused, index) => topKAccuracy(one, index + 1)),
        one.topK!,
      );
    },
  );

  test.each(cases.filter((one) => one.curves.length > 0))(
    "curves have the points of roc_curve and precision_recall_curve, $title",
    (one) => {
      for (const { class: wanted, roc, pr } of one.curves) {
        const points = rocCurve(ofClass(one, wanted));
        expectClose(
          points.map((point) => point.falsePositiveRate),
          roc[0]!,
        );
        expectClose(
          points.map((point) => point.truePositiveRate),
          roc[1]!,
        );
        expectClose(
          points.slice(1).map((point) => point.threshold),
          roc[2]!,
        );
        const rows = precisionRecallCurve(ofClass(one, wanted));
        // scikit-learn ends where recall is whole
        const whole = rows.slice(0, pr[0]!.length);
        expect(whole.at(-1)!.recall).toBe(1);
        expectClose(
          whole.map((point) => point.precision),
          pr[0]!,
        );
        expectClose(
          whole.map((point) => point.recall),
          pr[1]!,
        );
        expectClose(
          whole.map((point) => point.threshold),
          pr[2]!,
        );
      }
    },
  );

  test.each(cases.filter((one) => one.brier !== undefined))(
    "brierScore() gives what brier_score_loss gives, $title",
    (one) => {
      expectClose([brierScore({ ...one, scores: one.normalised! })], [one.brier!]);
    },
  );
});

describe("SciPy", () => {
  test.each(fixture.mcNemar)("mcNemar() of $onlyA and $onlyB", ({ onlyA, onlyB, statistic, pValue }) => {
    const a = [...new Array<number>(onlyA).fill(1), ...new Array<number>(onlyB).fill(0), 1, 0];
    const b = [...new Array<number>(onlyA).fill(0), ...new Array<number>(onlyB).fill(1), 1, 0];
    const result = mcNemar({ a, b });
    expect(result.method).toBe(statistic === null ? "exactBinomial" : "chiSquared");
    expectClose([result.pValue], [pValue], 1e-11);
    expect(result.statistic).toEqual(statistic === null ? null : expect.closeTo(statistic, 10));
  });

  test.each(fixture.means)("meanInterval() of $values.length values at $confidence", (one) => {
    const { mean, standardDeviation, interval } = meanInterval(one.values, one);
    expectClose([mean, standardDeviation!], [one.mean, one.deviation]);
    expectClose([interval!.lower, interval!.upper], [one.lower, one.upper], 1e-11);
  });

  test.each(fixture.bootstrap)("bootstrapInterval() of a difference of $difference", (one) => {
    const hits = { a: [...one.a].map(Number), b: [...one.b].map(Number) };
    const { difference, interval } = bootstrapInterval(hits, { resamples: 20_000, seed: 4 });
    expectClose([difference], [one.difference]);
    // whole examples are the steps of a sample's difference; two are allowed
    const step = 2.01 / one.a.length;
    expect(Math.abs(interval.lower - one.lower)).toBeLessThan(step);
    expect(Math.abs(interval.upper - one.upper)).toBeLessThan(step);
  });

  test("erfc(), logGamma(), incompleteBeta() and studentQuantile() are those of SciPy", () => {
    const { functions } = fixture;
    for (const [x, value] of functions.erfc) {
      expectClose([erfc(x)], [value], 1e-12);
    }
    for (const [x, value] of functions.logGamma) {
      expect(Math.abs(logGamma(x) - value)).toBeLessThan(1e-13 * Math.max(1, Math.abs(value)));
    }
    for (const [x, a, b, value] of functions.incompleteBeta) {
      expect(Math.abs(incompleteBeta(x, { a, b }) - value)).toBeLessThan(1e-12);
    }
    for (const [confidence, degrees, value] of functions.studentQuantile) {
      expectClose([studentQuantile(confidence, degrees)], [value], 1e-10);
    }
  });
});
