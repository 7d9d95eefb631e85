import { incompleteBeta } from "./incomplete_beta.ts";

/** Probability that a number of Student's distribution is beyond `t`, in either direction. */
function beyond(t: number, degrees: number): number {
  return incompleteBeta(degrees / (degrees + t * t), { a: degrees / 2, b: 0.5 });
}

/**
 * How many standard errors an interval reaches from a mean: the number of Student's distribution that is not exceeded in size with that
 * probability. Within 1e-10, relatively.
 * @param confidence Above 0 and below 1: 0.95 gives the 0.975 quantile.
 * @param degrees Degrees of freedom: the number of measurements less one.
 * @throws {RangeError} If either is out of its range.
 * @see Student, The Probable Error of a Mean, 1908
 */
export function studentQuantile(confidence: number, degrees: number): number {
  if (!(confidence > 0 && confidence < 1)) {
    throw new RangeError(
      `Cannot find a quantile as confidence must be above 0 and below 1: current value is ${confidence}`,
    );
  }
  if (!(degrees > 0)) {
    throw new RangeError(`Cannot find a quantile as degrees must be positive: current value is ${degrees}`);
  }
  const outside = 1 - confidence;
  let low = 0;
  let high = 1;
  while (beyond(high, degrees) > outside) {
    low = high;
    high *= 2;
  }
  // halving until no double lies between
  for (;;) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) {
      return middle;
    }
    if (beyond(middle, degrees) > outside) {
      low = middle;
    } else {
      high = middle;
    }
  }
}
