import { type BinaryScores, operatingPoints } from "./operating_points.ts";

/** One threshold of a precision-recall curve. */
export interface PrecisionRecallPoint {
  /** Examples with at least this score count as of the class. */
  readonly threshold: number;
  readonly precision: number;
  readonly recall: number;
}

/**
 * Precision against recall, one point a distinct score, recall rising. Without examples of the class recall is 0.
 * @throws {DataError} If there are no examples, sizes do not fit, or a score is not finite.
 * @see Davis and Goadrich, The Relationship Between Precision-Recall and ROC Curves, 2006
 */
export function precisionRecallCurve(binary: BinaryScores): readonly PrecisionRecallPoint[] {
  const points = operatingPoints(binary).slice(1);
  const all = points.at(-1)!.truePositives;
  return points.map(({ threshold, truePositives, falsePositives }) => ({
    threshold,
    precision: truePositives / (truePositives + falsePositives),
    recall: all === 0 ? 0 : truePositives / all,
  }));
}

/**
 * Area under a precision-recall curve as a sum of steps: `sum (recall_i - recall_(i-1)) precision_i`. Null without examples of the class.
 * @throws {DataError} If there are no examples, sizes do not fit, or a score is not finite.
 */
export function averagePrecision(binary: BinaryScores): number | null {
  const curve = precisionRecallCurve(binary);
  if (curve.at(-1)!.recall === 0) {
    return null;
  }
  let area = 0;
  let before = 0;
  for (const { precision, recall } of curve) {
    area += (recall - before) * precision;
    before = recall;
  }
  return area;
}
