import { describe, expect, test } from "vitest";
import { confidence, mean, median, range } from "./statistics.ts";

describe("median()", () => {
  test("is the middle of an odd number of values, in any order", () => {
    expect(median([9, 1, 5, 100, 3])).toBe(5);
  });

  test("is the mean of the two in the middle of an even number", () => {
    expect(median([4, 1, 10, 2])).toBe(3);
  });

  test("compares numbers as numbers, and leaves the list as it was", () => {
    const values = [10, 9, 2];
    expect(median(values)).toBe(9);
    expect(values).toEqual([10, 9, 2]);
  });

  test("refuses an empty list", () => {
    expect(() => median([])).toThrow("Cannot take a median");
  });
});

describe("mean()", () => {
  test("is the sum over the number", () => {
    expect(mean([1, 2, 6])).toBe(3);
  });

  test("refuses an empty list", () => {
    expect(() => mean([])).toThrow("Cannot take a mean");
  });
});

describe("range()", () => {
  test("is the smallest and the largest", () => {
    expect(range([3, -1, 7, 2])).toEqual([-1, 7]);
  });
});

describe("confidence()", () => {
  test("is Student's t times the standard error", () => {
    // standard deviation of 1, 2, 3 is 1; its error 1 / sqrt(3); t of 2 degrees of freedom 4.303
    expect(confidence([1, 2, 3])).toBeCloseTo(4.303 / Math.sqrt(3), 12);
  });

  test("is 0 where nothing varies", () => {
    expect(confidence([0.5, 0.5])).toBe(0);
  });

  test("takes the normal distribution for many values", () => {
    // 12 values of +1 and -1: variance 12 / 11
    const values = Array.from({ length: 12 }, (_, index) => (index % 2 === 0 ? 1 : -1));
    expect(confidence(values)).toBeCloseTo(1.96 * Math.sqrt(12 / 11 / 12), 12);
  });

  test("refuses a single value", () => {
    expect(() => confidence([1])).toThrow("at least two numbers: current number is 1");
  });
});
