import { describe, expect, test } from "vitest";
import { compareWeights } from "./compare_weights.ts";
import { promiseOf } from "./report_reproduction.ts";

const portable = { mode: "portable", engine: "wasm", engineVersion: "1", machine: "x64 A" } as const;
const fast = { ...portable, mode: "fast" } as const;

describe("promiseOf()", () => {
  test("promises the same bits as far as they can be", () => {
    expect(promiseOf(portable, { ...portable, machine: "arm64 B" }).promise).toBe("SAME_BITS");
    expect(promiseOf(portable, { ...portable, engineVersion: "2" })).toEqual({
      promise: "NOTHING",
      reason: "The engines differ: wasm 1 and wasm 2 may compute other bits",
    });
    expect(promiseOf(fast, fast).promise).toBe("SAME_BITS_ON_THIS_MACHINE");
    expect(promiseOf(fast, { ...fast, machine: "arm64 B" }).promise).toBe("NOTHING");
    expect(promiseOf({ ...fast, machine: null }, { ...fast, machine: null }).promise).toBe("NOTHING");
  });
});

describe("compareWeights()", () => {
  test("counts and measures what differs", () => {
    // Differences 0, 3, 4, 0: the mean square is 25 / 4.
    expect(compareWeights({ a: [1, 2], b: [4, 5] }, { a: [1, 5], b: [0, 5] })).toEqual({
      different: 2,
      largest: 4,
      rootMeanSquare: 2.5,
    });
    expect(compareWeights({ a: [1] }, { b: [1] })).toBeUndefined();
    expect(compareWeights({ a: [1] }, { a: [1, 2] })).toBeUndefined();
  });
});
