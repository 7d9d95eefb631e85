import { DataError } from "../errors/data_error.ts";
import { checkLabels } from "./class_scores.ts";

/** How often each class was taken for each: `counts[label * classes + prediction]`. */
export interface ConfusionMatrix {
  readonly classes: number;
  readonly counts: Uint32Array;
}

/**
 * Counts how often examples of each class were predicted to be of each.
 * Read a row to see what becomes of a class, a column to see what a prediction is worth.
 * @param labels Index of each example's class.
 * @param predictions Index of the class that was predicted for each.
 * @throws {DataError} If there are no examples, not as many predictions as labels, or one that is none of a class.
 */
export function confusionMatrix(
  labels: ArrayLike<number>,
  predictions: ArrayLike<number>,
  classes: number,
): ConfusionMatrix {
  const action = "Cannot count confusions";
  const count = checkLabels(labels, classes, { action });
  if (predictions.length !== count) {
    throw new DataError({
      code: "COUNT_MISMATCH",
      path: "predictions",
      message: `${action} as there must be ${count} predictions, one a label: current number is ${predictions.length}`,
      value: predictions.length,
    });
  }
  checkLabels(predictions, classes, { action, path: "predictions" });
  const counts = new Uint32Array(classes * classes);
  for (let example = 0; example < count; example++) {
    counts[labels[example]! * classes + predictions[example]!]! += 1;
  }
  return { classes, counts };
}
