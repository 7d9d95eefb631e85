import { exp } from "./float_math.ts";
import { normalQuantile } from "./normal_quantile.ts";

/** sqrt(pi). */
const SQRT_PI = 1.772_453_850_905_516;
/** Where the series gives way to the continued fraction. */
const TAIL_START = 2.5;

/**
 * The error function: `2 / sqrt(pi)` times the integral of `exp(-t^2)` from 0 to `x`.
 * In double precision from + - * / and `exp` alone: the same bits on every JavaScript engine. The relative error is below 1e-15.
 * @see Abramowitz and Stegun, Handbook of Mathematical Functions, 7.1.6 and 7.1.14.
 */
export function erf(x: number): number {
  const magnitude = Math.abs(x);
  if (!(magnitude < 6)) {
    return Number.isNaN(x) ? x : Math.sign(x);
  }
  const square = x * x;
  if (magnitude < TAIL_START) {
    // 2 / sqrt(pi) x exp(-x^2) (1 + 2x^2/3 (1 + 2x^2/5 (1 + ...))): all terms positive, the last below 2^-60
    let sum = 1;
    for (let n = 111; n >= 3; n -= 2) {
      sum = 1 + ((2 * square) / n) * sum;
    }
    return (2 / SQRT_PI) * x * exp(-square) * sum;
  }
  // 1 - exp(-x^2) / sqrt(pi) / (x + (1/2) / (x + (2/2) / (x + (3/2) / (x + ...))))
  let fraction = magnitude;
  for (let n = 60; n >= 1; n--) {
    fraction = magnitude + n / 2 / fraction;
  }
  return Math.sign(x) * (1 - exp(-square) / (SQRT_PI * fraction));
}

/** Below it `x / 2 + 1 / 2` would not hold all bits of a float32. */
const SMALL = 2 ** -20;

/**
 * The number whose error function is `x`, a float32 between -1 and 1: infinite at both ends, NaN beyond.
 * The relative error is below 1e-12.
 */
export function erfInv(x: number): number {
  if (Math.abs(x) === 1) {
    return x * Number.POSITIVE_INFINITY;
  }
  return Math.abs(x) < SMALL ? (x * SQRT_PI) / 2 : normalQuantile(0.5 + x / 2) * Math.SQRT1_2;
}
