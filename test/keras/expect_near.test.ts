import { describe, expect, test } from "vitest";
import { expectNear } from "./expect_near.ts";

describe("expectNear()", () => {
  test("accepts numbers at the very end of what is allowed", () => {
    expectNear("losses", { actual: [1.5, -2.5], expected: [1, -2] }, { absolute: 0.5 });
    expectNear("losses", { actual: [2.5, -5], expected: [2, -4] }, { relative: 0.25 });
  });

  test("names the farthest number, not the first", () => {
    expect(() =>
      expectNear("losses", { actual: [1.2, 2, 3.5], expected: [1, 2, 3] }, { absolute: 0.1 }),
    ).toThrow(
      'Cannot accept losses as number 2 must be within {"absolute":0.1} of 3: current value is 3.5 (2 of 3 are too far, this one the farthest)',
    );
  });

  test("measures a relative distance by what is expected", () => {
    expect(() =>
      expectNear("losses", { actual: [0.002, 100.05], expected: [0.001, 100] }, { relative: 0.001 }),
    ).toThrow("number 0 must be");
  });

  test("rejects NaN and infinity", () => {
    expect(() =>
      expectNear("losses", { actual: [Number.NaN, 9], expected: [0, 0] }, { absolute: 1 }),
    ).toThrow("current value is NaN (2 of 2");
    expect(() =>
      expectNear("losses", { actual: [Number.POSITIVE_INFINITY], expected: [0] }, { absolute: 1 }),
    ).toThrow("current value is Infinity");
  });

  test("rejects another number of numbers", () => {
    expect(() => expectNear("losses", { actual: [1, 2], expected: [1] }, { absolute: 1 })).toThrow(
      "there must be 1 numbers: current count is 2",
    );
  });
});
