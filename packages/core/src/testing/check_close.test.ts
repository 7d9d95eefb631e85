import { describe, expect, test } from "vitest";
import { checkClose, ulpDistance } from "./check_close.ts";

describe("ulpDistance()", () => {
  test("ulpDistance() counts float32 numbers, over zero and down to the smallest", () => {
    expect(ulpDistance(1, 1 + 2 ** -23)).toBe(1);
    expect(ulpDistance(1, 1 - 2 ** -24)).toBe(1);
    expect(ulpDistance(2 ** -149, -(2 ** -149))).toBe(2);
    expect(ulpDistance(0, -0)).toBe(0);
    expect(ulpDistance(3.4028234663852886e38, Number.POSITIVE_INFINITY)).toBe(1);
    expect(ulpDistance(Number.NaN, Number.NaN)).toBe(0);
    expect(ulpDistance(Number.NaN, 1)).toBe(Number.POSITIVE_INFINITY);
  });
});

describe("checkClose()", () => {
  const expected = new Float32Array([1, 100, Number.POSITIVE_INFINITY, Number.NaN]);

  test("checkClose() accepts what is within the tolerance", () => {
    const near = new Float32Array([1 + 2 ** -23, 100, Number.POSITIVE_INFINITY, Number.NaN]);
    expect(() => checkClose(near, expected, { ulps: 1 })).not.toThrow();
    const far = new Float32Array([1.0009, 100.09, Number.POSITIVE_INFINITY, Number.NaN]);
    expect(() => checkClose(far, expected, { relative: 1e-3 })).not.toThrow();
  });

  test.each([
    ["a number that is too far", [1, 100.2, Number.POSITIVE_INFINITY, Number.NaN], "element 1"],
    ["a number for an infinity", [1, 100, 3e38, Number.NaN], "element 2"],
    ["a number for NaN", [1, 100, Number.POSITIVE_INFINITY, 1], "element 3"],
    ["NaN for a number", [Number.NaN, 100, Number.POSITIVE_INFINITY, Number.NaN], "element 0"],
  ])("checkClose() refuses %s", (_claim, values, where) => {
    expect(() => checkClose(Float32Array.from(values), expected, { relative: 1e-3 })).toThrow(where);
    expect(() => checkClose(Float32Array.from(values), expected, { ulps: 2 })).toThrow(where);
  });

  test("checkClose() refuses another class or length", () => {
    expect(() => checkClose(new Int32Array(4), expected, { ulps: 0 })).toThrow(
      "must be a Float32Array of 4: current value is a Int32Array of 4",
    );
    expect(() => checkClose(new Float32Array(3), expected, { ulps: 0 })).toThrow("of 3");
  });
});
