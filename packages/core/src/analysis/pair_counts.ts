import { DataError } from "../errors/data_error.ts";

/** How two classifiers answered the same examples: any true or non-zero value is a right answer. */
export interface PairedHits {
  readonly a: ArrayLike<boolean | number>;
  readonly b: ArrayLike<boolean | number>;
}

/** How often two classifiers were right on the same examples: all that their difference in accuracy depends on. */
export interface PairCounts {
  /** Examples in all. */
  readonly count: number;
  /** Examples that only `a` got right. */
  readonly onlyA: number;
  /** Examples that only `b` got right. */
  readonly onlyB: number;
}

/**
 * Counts pairs of answers.
 * @param action What is done with them, for errors.
 * @throws {DataError} If there are none, or not as many of both.
 */
export function countPairs({ a, b }: PairedHits, action: string): PairCounts {
  if (a.length === 0) {
    const message = `${action} as there must be examples: current number is 0`;
    throw new DataError({ code: "NOTHING_TO_MEASURE", path: "a", message, value: 0 });
  }
  if (a.length !== b.length) {
    throw new DataError({
      code: "COUNT_MISMATCH",
      path: "b",
      message: `${action} as both must have answered the same ${a.length} examples: current number is ${b.length}`,
      value: b.length,
    });
  }
  let onlyA = 0;
  let onlyB = 0;
  for (let example = 0; example < a.length; example++) {
    const [isA, isB] = [Boolean(a[example]), Boolean(b[example])];
    onlyA += isA && !isB ? 1 : 0;
    onlyB += isB && !isA ? 1 : 0;
  }
  return { count: a.length, onlyA, onlyB };
}
