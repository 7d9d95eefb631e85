import { add, div, mean, mul, sqrt, sub } from "../graph/ops/mod.ts";
import type { Value } from "../graph/value.ts";

/** Mean and variance of a tensor over axes that stay with size 1. */
export interface Moments {
  readonly mean: Value;
  /** Of the population: the mean of the squared distances from the mean. */
  readonly variance: Value;
}

/** Takes the variance of the centred values, which loses nothing where the mean is far from 0. */
export function moments(x: Value, axes: readonly number[]): Moments {
  const average = mean(x, { axes, keepDims: true });
  const centred = sub(x, average);
  return { mean: average, variance: mean(mul(centred, centred), { axes, keepDims: true }) };
}

/** `(x - mean) / sqrt(variance + epsilon)` with a mean and a variance of other tensors; with its own see the op `standardise`. */
export function standardiseBy(x: Value, { mean: average, variance }: Moments, epsilon: number): Value {
  return div(sub(x, average), sqrt(add(variance, epsilon)));
}
