import { describe, expect, test } from "vitest";
import { median, range } from "./statistics.ts";

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

describe("range()", () => {
  test("is the smallest and the largest", () => {
    expect(range([3, -1, 7, 2])).toEqual([-1, 7]);
  });
});
