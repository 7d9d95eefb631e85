import { type BinaryScores, operatingPoints } from "./operating_points.ts";

/** One threshold of a receiver operating characteristic. */
export interface RocPoint {
  /** Examples with at least this score count as of the class; Infinity at the first point. */
  readonly threshold: number;
  readonly falsePositiveRate: number;
  readonly truePositiveRate: number;
}

/**
 * True against false positive rate, one point a distinct score, from (0, 0) to (1, 1).
 * A rate of which there are no examples is 0.
 * @throws {DataError} If there are no examples, sizes do not fit, or a score is not finite.
 * @see Fawcett, An Introduction to ROC Analysis, 2006
 */
export function rocCurve(binary: BinaryScores): readonly RocPoint[] {
  const points = operatingPoints(binary);
  const { truePositives, falsePositives } = points.at(-1)!;
  return points.map((point) => ({
    threshold: point.threshold,
    falsePositiveRate: falsePositives === 0 ? 0 : point.falsePositives / falsePositives,
    truePositiveRate: truePositives === 0 ? 0 : point.truePositives / truePositives,
  }));
}
