import { describe, expect, test } from "vitest";
import type { BenchRow } from "../report.ts";
import { formatKernels } from "./format_kernels.ts";

function row(id: string, ours: number, theirs: number): BenchRow {
  return {
    id,
    ours,
    theirs,
    ratio: ours / theirs,
    unit: "GFLOP/s",
    rounds: 1,
    spread: { ours: [ours, ours], theirs: [theirs, theirs] },
    threads: { ours: 1, theirs: 1 },
  };
}

describe("formatKernels()", () => {
  test("has a line a kernel, GFLOP/s and the share of the peak for each mode", () => {
    const rows = [
      row("kernel/conv2d/2x3/fast", 45, 60),
      row("kernel/matMul/4x5/fast", 30, 60),
      row("kernel/conv2d/2x3/portable", 20, 40),
    ];
    expect(formatKernels(rows).map((line) => line.replaceAll(/ +/g, " ").trim())).toEqual([
      "GFLOP/s and share of the peak fast portable",
      "peak: a bare loop of multiply-adds 60.0 40.0",
      "conv2d 2x3 45.0 75 % 20.0 50 %",
      "matMul 4x5 30.0 50 %",
    ]);
  });
});
