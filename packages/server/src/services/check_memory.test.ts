import { parseModelSpec, parseTrainSpec, referenceCnn } from "@convzoo/core";
import { describe, expect, test } from "vitest";
import { checkMemory } from "./check_memory.ts";

describe("checkMemory()", () => {
  test("passes the reference CNN, and a batch that is larger than the dataset", () => {
    checkMemory(referenceCnn(), parseTrainSpec({}), 60_000);
    checkMemory(referenceCnn(), parseTrainSpec({ batchSize: 65_536 }), 10_000);
  });

  test("refuses a batch that cannot be held, with all that counts", () => {
    const train = parseTrainSpec({ batchSize: 65_536 });
    expect(() => checkMemory(referenceCnn(), train, 60_000)).toThrow(
      /^Cannot start the run as its training must need at most 4096 MiB of memory: current value is about \d+ MiB \(93322 weights, \d+ outputs of layers an image, 60000 images a batch\)$/,
    );
    expect(() => checkMemory(referenceCnn(), train, 60_000)).toThrow(
      expect.objectContaining({ code: "SPEC_TOO_LARGE", path: "input.variantId" }),
    );
  });

  test("counts by hand what a small network needs", () => {
    const layers = [{ flatten: {} }, { dense: { units: 65_536, activation: "softmax" } }];
    const model = parseModelSpec({ input: { height: 4, width: 4, channels: 1 }, layers, classes: 65_536 });
    // Weights: (16 + 1) * 65536 = 1114112, times 16 bytes: 17 MiB. Outputs: 16 + 65536 an image, times 4 bytes: 0.25 MiB;
    // so 16315 images fill the 4079 MiB that are left.
    checkMemory(model, parseTrainSpec({ batchSize: 16_000 }), 60_000);
    expect(() => checkMemory(model, parseTrainSpec({ batchSize: 16_400 }), 60_000)).toThrow(/about 4118 MiB/);
  });
});
