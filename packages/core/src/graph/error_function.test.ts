import { describe, expect, test } from "vitest";
import { erf, erfInv } from "./error_function.ts";

/** From tables with 15 digits and more: both sides of the place where the formula changes, and the tail. */
const VALUES: readonly (readonly [x: number, y: number])[] = [
  [0, 0],
  [1e-300, 1.128_379_167_095_512_6e-300],
  [1e-8, 1.128_379_167_095_512_5e-8],
  [0.1, 0.112_462_916_018_284_9],
  [0.5, 0.520_499_877_813_046_5],
  [1, 0.842_700_792_949_714_9],
  [1.5, 0.966_105_146_475_310_8],
  [2, 0.995_322_265_018_952_7],
  [2.5, 0.999_593_047_982_555],
  [3, 0.999_977_909_503_001_4],
  [4, 0.999_999_984_582_742_1],
  [5, 0.999_999_999_998_462_5],
];

describe("erf()", () => {
  test.each(VALUES)("erf() of %s is within 1e-15 of the table, and odd", (x, y) => {
    expect(Math.abs(erf(x) - y)).toBeLessThanOrEqual(1e-15 * y);
    expect(erf(-x)).toBe(-erf(x));
  });

  test("erf() is 1 far out, keeps the sign of 0, and has no value where there is no number", () => {
    expect([erf(6), erf(-1e300), erf(Number.POSITIVE_INFINITY)]).toEqual([1, -1, 1]);
    expect(erf(-0)).toBe(-0);
    expect(erf(Number.NaN)).toBeNaN();
  });

  test("erf() never falls, also where the formula changes", () => {
    let last = 0;
    for (let i = 1; i <= 1000; i++) {
      const y = erf(2.4 + i / 5000);
      expect(y).toBeGreaterThan(last);
      last = y;
    }
  });
});

describe("erfInv()", () => {
  test.each([2 ** -24, 2 ** -20, 0.001, 0.099, 0.1, 0.3, 0.5, 0.9, 0.999, 1 - 2 ** -24].map(Math.fround))(
    "erfInv() of %s is what erf() takes back to it, and odd",
    (x) => {
      expect(Math.abs(erf(erfInv(x)) - x)).toBeLessThanOrEqual(3e-16);
      expect(erfInv(-x)).toBe(-erfInv(x));
    },
  );

  test("erfInv() keeps numbers near 0, is infinite at the ends, and has no value beyond", () => {
    expect(erfInv(1e-30)).toBeCloseTo(8.862_269_254_527_58e-31, 44);
    expect([erfInv(1), erfInv(-1)]).toEqual([Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]);
    expect([erfInv(0), erfInv(-0)]).toEqual([0, -0]);
    expect([erfInv(1.5), erfInv(Number.NaN)]).toEqual([Number.NaN, Number.NaN]);
  });
});
