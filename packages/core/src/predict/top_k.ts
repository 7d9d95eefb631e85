/** One class and its score. */
export interface ScoredClass {
  /** Index of the class. */
  readonly index: number;
  readonly label: string;
  readonly score: number;
}

/**
 * The classes with the highest scores, best first; of equals the lower index first, and NaN after all numbers.
 * @param scores One score a class.
 * @param classes Names of the classes.
 * @param count How many, at most all.
 * @throws {RangeError} If `count` is not a positive integer, or there is not one score a class.
 */
export function topK(
  scores: ArrayLike<number>,
  classes: readonly string[],
  count: number,
): readonly ScoredClass[] {
  if (!Number.isInteger(count) || count < 1) {
    throw new RangeError(
      `Cannot choose classes as topK must be a positive integer: current value is ${count}`,
    );
  }
  if (scores.length !== classes.length) {
    throw new RangeError(
      `Cannot choose classes as there must be ${classes.length} scores, one a class: current number is ${scores.length}`,
    );
  }
  const rank = (score: number): number => (Number.isNaN(score) ? Number.NEGATIVE_INFINITY : score);
  return Array.from(classes, (label, index) => ({ index, label, score: scores[index]! }))
    .sort((a, b) => (rank(a.score) === rank(b.score) ? a.index - b.index : rank(b.score) - rank(a.score)))
    .slice(0, count);
}
