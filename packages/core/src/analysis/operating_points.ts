import { DataError } from "../errors/data_error.ts";

/** Scores of examples for one class, and whether each is of it. */
export interface BinaryScores {
  /** The higher, the more the example looks like one of the class. */
  readonly scores: ArrayLike<number>;
  /** Whether each example is of the class; 0 and 1 do as well. */
  readonly positives: ArrayLike<boolean | number>;
}

/** What a threshold lets through: examples with a score of at least that. */
export interface OperatingPoint {
  /** Infinity at the first point, where nothing gets through. */
  readonly threshold: number;
  readonly truePositives: number;
  readonly falsePositives: number;
}

/**
 * What each threshold lets through, from the highest down: a first point of nothing, then one for each distinct score.
 * Examples of one score pass together, so their order cannot matter.
 * @throws {DataError} If there are no examples, sizes do not fit, or a score is not finite.
 */
export function operatingPoints({ scores, positives }: BinaryScores): OperatingPoint[] {
  const action = "Cannot find operating points";
  if (scores.length === 0 || positives.length !== scores.length) {
    throw new DataError({
      code: scores.length === 0 ? "NOTHING_TO_MEASURE" : "COUNT_MISMATCH",
      path: "scores",
      message:
        scores.length === 0
          ? `${action} as there must be examples: current number is 0`
          : `${action} as there must be ${scores.length} truths, one a score: current number is ${positives.length}`,
      value: positives.length,
    });
  }
  const bad = Array.from(scores).findIndex((score) => !Number.isFinite(score));
  if (bad >= 0) {
    throw new DataError({
      code: "SCORE_INVALID",
      path: `scores[${bad}]`,
      message: `${action} as scores[${bad}] must be finite: current value is ${scores[bad]}`,
      value: scores[bad],
    });
  }
  const order = Uint32Array.from(scores, (_unused, index) => index).sort((a, b) => scores[b]! - scores[a]!);
  const points: OperatingPoint[] = [
    { threshold: Number.POSITIVE_INFINITY, truePositives: 0, falsePositives: 0 },
  ];
  let truePositives = 0;
  let falsePositives = 0;
  for (const [rank, example] of order.entries()) {
    if (positives[example]) {
      truePositives += 1;
    } else {
      falsePositives += 1;
    }
    const threshold = scores[example]!;
    if (rank + 1 === order.length || scores[order[rank + 1]!] !== threshold) {
      points.push({ threshold, truePositives, falsePositives });
    }
  }
  return points;
}
