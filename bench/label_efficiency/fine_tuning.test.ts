import { parseTrainSpec } from "@convzoo/core";
import { describe, expect, test } from "vitest";
import { fineTuning } from "./fine_tuning.ts";

describe("fineTuning()", () => {
  test("fineTuning() takes more passes over fewer images", () => {
    // 4 batches of 32: 200 passes are 800 steps
    expect(fineTuning(100, null).epochs).toBe(200);
    expect(fineTuning(10_000, null).epochs).toBe(5);
  });

  test("fineTuning() with and without a pretraining differ in the start alone", () => {
    const parent = { digest: "0".repeat(64), model: {} as never, weights: {} };
    const [from, without] = [parseTrainSpec(fineTuning(100, parent)), parseTrainSpec(fineTuning(100, null))];
    expect({ ...from, start: null }).toEqual(without);
    expect(from.start?.version.digest).toBe(parent.digest);
  });
});
