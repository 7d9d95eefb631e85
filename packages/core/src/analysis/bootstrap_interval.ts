import { philox4x32 } from "../graph/philox.ts";
import { RANDOM_PURPOSES } from "../graph/random_purposes.ts";
import { checkPairs, type PairedHits } from "./mc_nemar.ts";
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
  const { seed = 0, resamples = 2000, confidence = 0.95 } = options;
  const action = "Cannot bootstrap";
  if (!Number.isInteger(resamples) || resamples < 1) {
    throw new RangeError(`${action} as resamples must be a positive integer: current value is ${resamples}`);
  }
  if (!(confidence > 0 && confidence < 1)) {
    throw new RangeError(
      `${action} as confidence must be above 0 and below 1: current value is ${confidence}`,
    );
  }
  const count = checkPairs(hits, action);
  const gains = Int8Array.from(
    { length: count },
    (_unused, example) => Number(Boolean(hits.a[example])) - Number(Boolean(hits.b[example])),
  );
  const differences = new Float64Array(resamples);
  for (let sample = 0; sample < resamples; sample++) {
    let sum = 0;
    for (let drawn = 0; drawn < count; drawn += 4) {
      const words = philox4x32([seed, 0], [drawn / 4, sample, 0, RANDOM_PURPOSES.bootstrap]);
      for (let word = 0; word < Math.min(4, count - drawn); word++) {
        sum += gains[Math.floor((words[word]! / 0x1_0000_0000) * count)]!;
      }
    }
    differences[sample] = sum / count;
  }
  differences.sort();
  const interval = {
    lower: quantile(differences, (1 - confidence) / 2),
    upper: quantile(differences, (1 + confidence) / 2),
  };
  const difference = gains.reduce((sum, gain) => sum + gain, 0) / count;
  return { difference, interval, verdict: verdictOf(interval) };
}
