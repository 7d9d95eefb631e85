import { philox4x32 } from "../graph/philox.ts";
import { RANDOM_PURPOSES } from "../graph/random_purposes.ts";
import { type Binomial, createBinomial } from "./binomial.ts";
import { countPairs, type PairCounts, type PairedHits } from "./pair_counts.ts";
import { type Interval, type Verdict, verdictOf } from "./verdict.ts";

/** How the bootstrap is done. */
export interface BootstrapOptions {
  /** @default {0} */
  readonly seed?: number;
  /** Samples drawn. @default {2000} */
  readonly resamples?: number;
  /** Above 0 and below 1. @default {0.95} */
  readonly confidence?: number;
}

/** How much better one classifier is than another. */
export interface AccuracyDifference {
  /** Accuracy of `a` less that of `b`. */
  readonly difference: number;
  readonly interval: Interval;
  /** What may be said of `a`. */
  readonly verdict: Verdict;
}

const ACTION = "Cannot bootstrap";

/** The number below which a part of sorted numbers lies, with linear interpolation between neighbours. */
function quantile(sorted: ArrayLike<number>, part: number): number {
  const place = part * (sorted.length - 1);
  const below = Math.floor(place);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return low + (high - low) * (place - below);
}

/**
 * Difference in accuracy of two classifiers on the same examples, with a bootstrap percentile interval: examples are drawn anew, with
 * repetition, and both classifiers answer the same draw. A function of its arguments and the seed, the same on every machine.
 * @throws {RangeError} If the number of samples is not a positive integer, or the confidence out of its range.
 * @throws {DataError} If there are no examples, or not as many answers of both.
 * @see Efron and Tibshirani, An Introduction to the Bootstrap, 1993
 */
export function bootstrapInterval(hits: PairedHits, options: BootstrapOptions = {}): AccuracyDifference {
  return bootstrapOfCounts(countPairs(hits, ACTION), options);
}

/**
 * The same from the numbers of examples that only one of two classifiers got right. A draw of all examples with repetition is, as far as the
 * difference goes, a draw of how many of these there are: two binomial numbers, so the time does not grow with the examples.
 * @throws {RangeError} As {@linkcode bootstrapInterval} does.
 */
export function bootstrapOfCounts(
  { count, onlyA, onlyB }: PairCounts,
  options: BootstrapOptions = {},
): AccuracyDifference {
  const { seed = 0, resamples = 2000, confidence = 0.95 } = options;
  if (!Number.isInteger(resamples) || resamples < 1) {
    throw new RangeError(`${ACTION} as resamples must be a positive integer: current value is ${resamples}`);
  }
  if (!(confidence > 0 && confidence < 1)) {
    throw new RangeError(
      `${ACTION} as confidence must be above 0 and below 1: current value is ${confidence}`,
    );
  }
  const gains = createBinomial(count, onlyA / count);
  // of the examples that are no gain; by how many those are
  const losses = new Map<number, Binomial>();
  const differences = new Float64Array(resamples);
  for (let sample = 0; sample < resamples; sample++) {
    const [first, second] = philox4x32([seed, 0], [0, sample, 0, RANDOM_PURPOSES.bootstrap]);
    const gained = gains(first / 0x1_0000_0000);
    const rest = count - gained;
    const loss = losses.get(rest) ?? createBinomial(rest, onlyA === count ? 0 : onlyB / (count - onlyA));
    losses.set(rest, loss);
    differences[sample] = (gained - loss(second / 0x1_0000_0000)) / count;
  }
  differences.sort();
  const interval = {
    lower: quantile(differences, (1 - confidence) / 2),
    upper: quantile(differences, (1 + confidence) / 2),
  };
  return { difference: (onlyA - onlyB) / count, interval, verdict: verdictOf(interval) };
}
