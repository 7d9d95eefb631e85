import { DataError } from "../errors/data_error.ts";
import { erfc } from "./erfc.ts";

/** Which answers of two classifiers to the same examples were right; 0 and 1 do as well. */
export interface PairedHits {
  readonly a: ArrayLike<boolean | number>;
  readonly b: ArrayLike<boolean | number>;
}

/** Result of McNemar's test. */
export interface McNemarResult {
  /** Examples that only `a` got right. */
  readonly onlyA: number;
  /** Examples that only `b` got right. */
  readonly onlyB: number;
  /** How the probability was found: exactly where few examples differ. */
  readonly method: "exactBinomial" | "chiSquared";
  /** Chi-squared with continuity correction, one degree of freedom; null for the exact test. */
  readonly statistic: number | null;
  /** How probable so uneven a result is if both are equally good. */
  readonly pValue: number;
}

/** With fewer differing examples than this the test is exact. */
const FEW = 25;

/** Probability of at most `few` heads, or as many tails, of `count` throws of a coin; whole numbers up to the last division. */
function twoSidedBinomial(few: number, count: number): number {
  if (count === 0) {
    return 1;
  }
  let choose = 1;
  let sum = 0;
  let all = 1;
  for (let heads = 0; heads < count; heads++) {
    if (heads <= few) {
      sum += choose;
    }
    choose = (choose * (count - heads)) / (heads + 1);
    all *= 2;
  }
  return Math.min(1, (2 * sum) / all);
}

/**
 * Checks pairs of answers.
 * @returns Their number.
 * @throws {DataError} If there are none, or not as many of both.
 */
export function checkPairs({ a, b }: PairedHits, action: string): number {
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
  return a.length;
}

/**
 * Tells whether two classifiers differ in accuracy on the same examples, from those that only one of them got right.
 * Fewer than 25 such examples: the exact two-sided binomial test. Otherwise `(|onlyA - onlyB| - 1)^2 / (onlyA + onlyB)` is chi-squared.
 * @throws {DataError} If there are no examples, or not as many answers of both.
 * @see McNemar, Note on the Sampling Error of the Difference Between Correlated Proportions or Percentages, 1947
 */
export function mcNemar(hits: PairedHits): McNemarResult {
  const count = checkPairs(hits, "Cannot compare classifiers");
  let onlyA = 0;
  let onlyB = 0;
  for (let example = 0; example < count; example++) {
    const [a, b] = [Boolean(hits.a[example]), Boolean(hits.b[example])];
    onlyA += a && !b ? 1 : 0;
    onlyB += b && !a ? 1 : 0;
  }
  const differing = onlyA + onlyB;
  if (differing < FEW) {
    const pValue = twoSidedBinomial(Math.min(onlyA, onlyB), differing);
    return { onlyA, onlyB, method: "exactBinomial", statistic: null, pValue };
  }
  const gap = Math.max(0, Math.abs(onlyA - onlyB) - 1);
  const statistic = (gap * gap) / differing;
  return { onlyA, onlyB, method: "chiSquared", statistic, pValue: erfc(Math.sqrt(statistic / 2)) };
}
