import { describe, expect, test } from "vitest";
import type { LabelEfficiencyRow } from "../../bench/label_efficiency/measurement_file.ts";
import { pretrainingRows } from "./pretraining_rows.ts";

function row(arm: string, fraction: number, mean: number): LabelEfficiencyRow {
  return {
    ...{ arm, fraction, labels: 1000 * fraction, variants: [null, `fine-tuning of ${fraction}`] },
    ...{ seeds: [0, 1], accuracies: [mean, mean], mean, interval: [mean, mean] },
    difference:
      arm === "scratch" ? null : { mean: mean - 0.5, interval: [0.1, 0.3], verdict: "better" as const },
  };
}

describe("pretrainingRows()", () => {
  test("pretrainingRows() has a row for each pretraining and part of the labels, all labels first", () => {
    const rows = [
      row("scratch", 0.01, 0.5),
      row("rotation", 0.01, 0.7),
      row("scratch", 1, 0.5),
      row("rotation", 1, 0.6),
    ];
    const file = { datasetDigest: "d", dataset: "sample", images: 1000, testImages: 10, rows };
    expect(pretrainingRows(file)).toMatchObject([
      { id: "rotation", dataset: "sample with all its labels", accuracies: [0.6, 0.6] },
      {
        ...{ kind: "pretraining", id: "rotation", spec: { rotation: {} }, verdict: "better", epochs: 800 },
        ...{ dataset: "sample with 10 of its labels", baselineAccuracies: [0.5, 0.5], interval: [0.1, 0.3] },
      },
    ]);
  });
});
