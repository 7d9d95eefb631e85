import { exp } from "../graph/float_math.ts";

/** From here on the continued fraction is quicker than the series, and loses nothing. */
const FAR = 2;

/**
 * Complementary error function: twice the probability that a normal number of variance 1/2 is above `x`. Within 1e-12, relatively.
 * @see Abramowitz and Stegun, Handbook of Mathematical Functions, 1964, 7.1.6 and 7.1.14
 */
export function erfc(x: number): number {
  if (x < 0) {
    return 2 - erfc(-x);
  }
  if (x === Number.POSITIVE_INFINITY) {
    return 0;
  }
  const bell = exp(-x * x) / Math.sqrt(Math.PI);
  if (x < FAR) {
    // erf x = 2 x e^(-x^2) / sqrt(pi) (1 + 2 x^2 / 3 + (2 x^2)^2 / (3 * 5) + ...)
    let term = 1;
    let sum = 1;
    for (let odd = 3; term > sum * 1e-17; odd += 2) {
      term *= (2 * x * x) / odd;
      sum += term;
    }
    return 1 - 2 * x * bell * sum;
  }
  // erfc x = e^(-x^2) / sqrt(pi) / (x + 1/2 / (x + 1 / (x + 3/2 / (x + ...))))
  let fraction = x;
  for (let n = 80; n >= 1; n--) {
    fraction = x + n / 2 / fraction;
  }
  return bell / fraction;
}
