import { describe, expect, test } from "vitest";
import { growth } from "./decoder_sizes.ts";

describe("growth()", () => {
  test.each([
    // 28, 14, 7, 4: 4 is the last that holds 3
    [3, 28, { first: 4, sizes: [7, 14, 28] }],
    [7, 28, { first: 7, sizes: [14, 28] }],
    [1, 5, { first: 1, sizes: [2, 3, 5] }],
    // half of 7, rounded up, is less than 5
    [5, 7, { first: 7, sizes: [] }],
    [1, 1, { first: 1, sizes: [] }],
  ])("growth() from %i to %i ends at the image and pads little", (from, to, expected) => {
    expect(growth(from, to)).toEqual(expected);
  });

  test("growth() never more than doubles and never shrinks the features", () => {
    for (let to = 1; to <= 40; to++) {
      for (let from = 1; from <= to; from++) {
        const { first, sizes } = growth(from, to);
        const all = [first, ...sizes];
        expect(first).toBeGreaterThanOrEqual(from);
        expect(all.at(-1)).toBe(to);
        expect(all.slice(1).every((size, index) => size > all[index]! && size <= 2 * all[index]!)).toBe(true);
      }
    }
  });
});
