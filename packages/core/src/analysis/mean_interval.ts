import { DataError } from "../errors/data_error.ts";
import { studentQuantile } from "./student_quantile.ts";
import type { Interval } from "./verdict.ts";

/** Mean of some measurements and how well it is known. */
export interface MeanInterval {
  /** Number of measurements. */
  readonly n: number;
  readonly mean: number;
  /** Of the sample, with `n - 1`; null for one measurement. */
  readonly standardDeviation: number | null;
  /** Null for one measurement: nothing is known of how it varies. */
  readonly interval: Interval | null;
}

/**
 * Mean of measurements, such as accuracies over seeds, with the interval of Student's distribution.
 *
 * `mean +- t(confidence, n - 1) s / sqrt(n)`.
 * @param options.confidence Above 0 and below 1. @default {0.95}
 * @throws {DataError} If there are no measurements, or one is not finite.
 * @throws {RangeError} If the confidence is out of its range.
 * @see Student, The Probable Error of a Mean, 1908
 */
export function meanInterval(
  values: ArrayLike<number>,
  options: { readonly confidence?: number } = {},
): MeanInterval {
  const { confidence = 0.95 } = options;
  const list = Array.from(values);
  const n = list.length;
  if (n === 0) {
    const message = "Cannot find a mean as there must be measurements: current number is 0";
    throw new DataError({ code: "NOTHING_TO_MEASURE", path: "values", message, value: 0 });
  }
  const bad = list.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) {
    const path = `values[${bad}]`;
    const message = `Cannot find a mean as ${path} must be finite: current value is ${list[bad]}`;
    throw new DataError({ code: "SCORE_INVALID", path, message, value: list[bad] });
  }
  const mean = list.reduce((sum, value) => sum + value, 0) / n;
  if (n === 1) {
    return { n, mean, standardDeviation: null, interval: null };
  }
  const squares = list.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
  const standardDeviation = Math.sqrt(squares / (n - 1));
  const reach = (studentQuantile(confidence, n - 1) * standardDeviation) / Math.sqrt(n);
  return { n, mean, standardDeviation, interval: { lower: mean - reach, upper: mean + reach } };
}
