import { exp, log } from "../graph/float_math.ts";

const LANCZOS = [
  676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406, 12.507343278686905,
  -0.13857109526572012, 9.984369578019572e-6, 1.5056327351493116e-7,
];

/** Logarithm of the gamma function of a positive number, within 1e-14. */
export function logGamma(x: number): number {
  if (x < 0.5) {
    // one step up keeps to the half where the sum is good
    return logGamma(x + 1) - log(x);
  }
  const base = x - 1 + 7.5;
  const sum = LANCZOS.reduce((total, term, index) => total + term / (x + index), 0.9999999999998099);
  return log(2 * Math.PI) / 2 + (x - 0.5) * log(base) - base + log(sum);
}

/** Lentz's way through the continued fraction of the incomplete beta function. */
function betaFraction(x: number, a: number, b: number): number {
  const awayFromZero = (value: number): number => (Math.abs(value) < 1e-300 ? 1e-300 : value);
  let c = 1;
  let d = 1 / awayFromZero(1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m <= 10_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / awayFromZero(1 + even * d);
    c = awayFromZero(1 + even / c);
    fraction *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / awayFromZero(1 + odd * d);
    c = awayFromZero(1 + odd / c);
    fraction *= d * c;
    if (Math.abs(d * c - 1) < 1e-16) {
      break;
    }
  }
  return fraction;
}

/**
 * Regularised incomplete beta function: the probability that a number of the distribution Beta(a, b) is at most `x`. Within 1e-12.
 * @param x 0 to 1.
 * @see Abramowitz and Stegun, Handbook of Mathematical Functions, 1964, 26.5.8
 */
export function incompleteBeta(x: number, shape: { readonly a: number; readonly b: number }): number {
  const { a, b } = shape;
  if (x <= 0 || x >= 1) {
    return x <= 0 ? 0 : 1;
  }
  // the fraction converges fast below the mean; above it the other end is taken
  if (x > (a + 1) / (a + b + 2)) {
    return 1 - incompleteBeta(1 - x, { a: b, b: a });
  }
  const front = exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * log(x) + b * log(1 - x));
  return (front * betaFraction(x, a, b)) / a;
}
