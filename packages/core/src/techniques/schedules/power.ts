import { exp, log } from "../../graph/float_math.ts";

/** `base` to the `exponent`, for a base of at least 0, with the same bits everywhere; whole exponents by multiplication. */
export function power(base: number, exponent: number): number {
  if (!Number.isInteger(exponent) || exponent < 0) {
    return base === 0 ? 0 : exp(exponent * log(base));
  }
  let result = 1;
  let square = base;
  for (let rest = exponent; rest > 0; rest = Math.floor(rest / 2)) {
    result *= rest % 2 === 1 ? square : 1;
    square *= square;
  }
  return result;
}
