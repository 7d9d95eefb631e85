import { type ClassScores, checkScores } from "./class_scores.ts";

/**
 * Part of the examples whose class is among the `k` with the highest scores.
 * A class is among them if fewer than `k` others have a higher score, or the same score and a smaller index: one example has exactly `k` of them.
 * @param k Number of classes; at least 1, and with that of all classes the result is 1.
 * @throws {RangeError} If `k` is not a positive integer.
 * @throws {DataError} If there are no examples, or scores or labels are not valid.
 */
export function topKAccuracy(given: ClassScores, k: number): number {
  if (!Number.isInteger(k) || k < 1) {
    throw new RangeError(
      `Cannot measure top-k accuracy as k must be a positive integer: current value is ${k}`,
    );
  }
  const count = checkScores(given, { action: "Cannot measure top-k accuracy" });
  const { scores, labels, classes } = given;
  let hits = 0;
  for (let example = 0; example < count; example++) {
    const label = labels[example]!;
    const own = scores[example * classes + label]!;
    let before = 0;
    for (let one = 0; one < classes; one++) {
      const score = scores[example * classes + one]!;
      before += score > own || (score === own && one < label) ? 1 : 0;
    }
    hits += before < k ? 1 : 0;
  }
  return hits / count;
}
