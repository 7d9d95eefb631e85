import { DataError } from "../errors/data_error.ts";

/** What a classifier says of some examples, and what they are. */
export interface ClassScores {
  /** `count * classes` scores, example by example; the highest is the prediction. Some measures want probabilities. */
  readonly scores: ArrayLike<number>;
  /** Index of each example's class. */
  readonly labels: ArrayLike<number>;
  /** Number of classes. */
  readonly classes: number;
}

/** Options of the check of scores. */
interface CheckOptions {
  /** What is being done, for the error: `Cannot measure accuracy`. */
  readonly action: string;
  /** Whether each score must be from 0 to 1. */
  readonly probabilities?: boolean;
}

/**
 * Checks labels against a number of classes.
 * @returns The number of labels.
 * @throws {DataError} `NOTHING_TO_MEASURE` if there are none, `LABEL_OUT_OF_RANGE` if one is not the index of a class.
 */
export function checkLabels(
  labels: ArrayLike<number>,
  classes: number,
  { action, path = "labels" }: { readonly action: string; readonly path?: string },
): number {
  if (labels.length === 0) {
    const message = `${action} as there must be examples: current number is 0`;
    throw new DataError({ code: "NOTHING_TO_MEASURE", path, message, value: 0 });
  }
  for (let index = 0; index < labels.length; index++) {
    const label = labels[index]!;
    if (!Number.isInteger(label) || label < 0 || label >= classes) {
      throw new DataError({
        code: "LABEL_OUT_OF_RANGE",
        path: `${path}[${index}]`,
        message: `${action} as ${path}[${index}] must be a whole number from 0 to ${classes - 1}: current value is ${label}`,
        value: label,
      });
    }
  }
  return labels.length;
}

/**
 * Checks scores and labels.
 * @returns The number of examples.
 * @throws {DataError} If there are no examples, sizes do not fit, a label is none of a class, or a score is not finite or no probability.
 */
export function checkScores({ scores, labels, classes }: ClassScores, options: CheckOptions): number {
  const { action, probabilities = false } = options;
  const count = checkLabels(labels, classes, { action });
  if (scores.length !== count * classes) {
    throw new DataError({
      code: "COUNT_MISMATCH",
      path: "scores",
      message: `${action} as there must be ${count * classes} scores, one for each of ${classes} classes: current number is ${scores.length}`,
      value: scores.length,
    });
  }
  for (let index = 0; index < scores.length; index++) {
    const score = scores[index]!;
    if (!Number.isFinite(score) || (probabilities && (score < 0 || score > 1))) {
      const rule = probabilities ? "a number from 0 to 1" : "finite";
      throw new DataError({
        code: "SCORE_INVALID",
        path: `scores[${index}]`,
        message: `${action} as scores[${index}] must be ${rule}: current value is ${score}`,
        value: score,
      });
    }
  }
  return count;
}

/** Index of the highest score of each example; of equal ones the first. */
export function predictedClasses({ scores, labels, classes }: ClassScores): Int32Array {
  return Int32Array.from({ length: labels.length }, (_unused, example) => {
    let best = 0;
    for (let one = 1; one < classes; one++) {
      if (scores[example * classes + one]! > scores[example * classes + best]!) {
        best = one;
      }
    }
    return best;
  });
}
