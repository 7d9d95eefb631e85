import { erfc } from "./erfc.ts";
import { countPairs, type PairCounts, type PairedHits } from "./pair_counts.ts";

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
 * Tells whether two classifiers differ in accuracy on the same examples, from those that only one of them got right.
 * Fewer than 25 such examples: the exact two-sided binomial test. Otherwise `(|onlyA - onlyB| - 1)^2 / (onlyA + onlyB)` is chi-squared.
 * @throws {DataError} If there are no examples, or not as many answers of both.
 * @see McNemar, Note on the Sampling Error of the Difference Between Correlated Proportions or Percentages, 1947
 */
export function mcNemar(hits: PairedHits): McNemarResult {
  return mcNemarOfCounts(countPairs(hits, "Cannot compare classifiers"));
}

/** The same from the numbers of examples that only one of two classifiers got right. */
export function mcNemarOfCounts({ onlyA, onlyB }: Omit<PairCounts, "count">): McNemarResult {
  const differing = onlyA + onlyB;
  if (differing < FEW) {
    const pValue = twoSidedBinomial(Math.min(onlyA, onlyB), differing);
    return { onlyA, onlyB, method: "exactBinomial", statistic: null, pValue };
  }
  const gap = Math.max(0, Math.abs(onlyA - onlyB) - 1);
  const statistic = (gap * gap) / differing;
  return { onlyA, onlyB, method: "chiSquared", statistic, pValue: erfc(Math.sqrt(statistic / 2)) };
}
