import { describe, expect, test } from "vitest";
import { topK } from "./top_k.ts";

const classes = ["a", "b", "c", "d"];

describe("topK()", () => {
  test("topK() gives the best first, of equals the lower index, and NaN last", () => {
    expect(topK([0.25, 0.5, 0.25, 0], classes, 3)).toEqual([
      { index: 1, label: "b", score: 0.5 },
      { index: 0, label: "a", score: 0.25 },
      { index: 2, label: "c", score: 0.25 },
    ]);
    expect(topK([Number.NaN, 0, -1, 2], classes, 4).map(({ index }) => index)).toEqual([3, 1, 2, 0]);
  });

  test("topK() gives all when more are asked for", () => {
    expect(topK([1, 2, 3, 4], classes, 10).map(({ label }) => label)).toEqual(["d", "c", "b", "a"]);
  });

  test("topK() refuses a count that is no positive integer, and scores that are not one a class", () => {
    for (const count of [0, -1, 1.5, Number.NaN]) {
      expect(() => topK([1, 2, 3, 4], classes, count)).toThrow(
        new RangeError(`Cannot choose classes as topK must be a positive integer: current value is ${count}`),
      );
    }
    expect(() => topK([1], classes, 1)).toThrow(
      new RangeError("Cannot choose classes as there must be 4 scores, one a class: current number is 1"),
    );
  });
});
