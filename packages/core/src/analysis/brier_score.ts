import { type ClassScores, checkScores } from "./class_scores.ts";

/**
 * Mean squared distance of the probabilities from the truth, summed over the classes: 0 is perfect, 2 is sure and wrong every time.
 *
 * `score = 1/n sum_i sum_k (p_ik - [label_i = k])^2`, Brier's own definition; the score for two classes that counts only one of them is half of it.
 * @param given Probabilities, 0 to 1.
 * @throws {DataError} If there are no examples, or scores or labels are not valid.
 * @see Brier, Verification of Forecasts Expressed in Terms of Probability, 1950
 */
export function brierScore(given: ClassScores): number {
  const count = checkScores(given, { action: "Cannot measure the Brier score", probabilities: true });
  const { scores, labels, classes } = given;
  let sum = 0;
  for (let example = 0; example < count; example++) {
    for (let one = 0; one < classes; one++) {
      const distance = scores[example * classes + one]! - (labels[example] === one ? 1 : 0);
      sum += distance * distance;
    }
  }
  return sum / count;
}
