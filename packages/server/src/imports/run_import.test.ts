import { describe, expect, test } from "vitest";
import type { ImportTask } from "./import_dataset.ts";
import { runImport } from "./run_import.ts";

const csv = (text: string): ImportTask => ({
  source: {
    csv: {
      train: Buffer.from(text),
      test: Buffer.from("1,7\n0,8"),
      classes: ["a", "b"],
      size: { height: 1, width: 1, channels: 1 },
    },
  },
});

describe("runImport()", () => {
  test("gives what the process has read", async () => {
    const { train, testCounts, statistics } = await runImport(csv("0,0\n1,255"));
    expect([...train.images.subarray(-2)]).toEqual([0, 255]);
    expect(testCounts).toEqual([1, 1]);
    expect(statistics.mean).toEqual([0.5]);
  });

  test("gives what is wrong with the data", async () => {
    await expect(runImport({ ...csv("0,0"), split: { seed: 0, testFraction: 0.5 } })).rejects.toMatchObject({
      name: "InvalidInputError",
      code: "SPLIT_GIVEN",
      path: "input.source",
    });
  });

  test("outlives its process", async () => {
    const broken = { source: { csv: undefined } } as unknown as ImportTask;
    await expect(runImport(broken)).rejects.toThrow(
      "The process that reads a dataset ended with exit code 1",
    );
  });
});
