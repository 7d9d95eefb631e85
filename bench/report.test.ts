import { describe, expect, test } from "vitest";
import { type BenchRow, benchReport, jsonLine } from "./report.ts";

const row: BenchRow = {
  id: "train/reference_cnn/wasm/keras_fit",
  ours: 3456.789123,
  theirs: 5000,
  ratio: 3456.789123 / 5000,
  unit: "images/s",
  rounds: 5,
  spread: { ours: [3400, 3500], theirs: [4900, 5100] },
  threads: { ours: 1, theirs: 2 },
};

describe("jsonLine()", () => {
  test("is one line with the keys that readers count on", () => {
    const line = jsonLine(benchReport("train", [row]));
    expect(line).not.toContain("\n");
    const read = JSON.parse(line) as Record<string, unknown>;
    expect(Object.keys(read)).toEqual(["name", "cpu", "threads", "rows"]);
    expect(read["rows"]).toEqual([{ ...row, ours: 3456.79, ratio: 0.691358 }]);
  });

  test("says null where no peer was asked", () => {
    const alone: BenchRow = {
      ...row,
      theirs: null,
      ratio: null,
      spread: { ours: [1, 2], theirs: null },
      threads: { ours: 1, theirs: null },
    };
    expect(jsonLine(benchReport("train", [alone]))).toContain('"theirs":null,"ratio":null');
  });
});

describe("benchReport()", () => {
  test("names the processor and its threads", () => {
    const { cpu, threads } = benchReport("train", []);
    expect(cpu).not.toBe("");
    expect(threads).toBeGreaterThanOrEqual(1);
  });
});
