import { describe, expect, test } from "vitest";
import { formatRow } from "./format_row.ts";
import type { BenchRow } from "./report.ts";

const row: BenchRow = {
  id: "train/reference_cnn/wasm/keras_fit",
  ours: 3456.78,
  theirs: 5000,
  ratio: 0.691356,
  unit: "images/s",
  rounds: 5,
  spread: { ours: [3400, 3512.5], theirs: [4900, 5100] },
  threads: { ours: 1, theirs: 2 },
};

describe("formatRow()", () => {
  test("tells both sides with their spread and threads, and the ratio", () => {
    expect(formatRow(row)).toBe(
      "train/reference_cnn/wasm/keras_fit: 3,457 (3,400 to 3,513, 1 thread) images/s against 5,000 (4,900 to 5,100, 2 threads): 0.6914 times",
    );
  });

  test("tells ours alone where no peer was asked", () => {
    const alone: BenchRow = {
      ...row,
      ours: 0.89531,
      theirs: null,
      ratio: null,
      unit: "test accuracy",
      spread: { ours: [0.89, 0.9], theirs: null },
      threads: { ours: 1, theirs: null },
    };
    expect(formatRow(alone)).toBe(
      "train/reference_cnn/wasm/keras_fit: 0.8953 (0.89 to 0.9, 1 thread) test accuracy",
    );
  });
});
