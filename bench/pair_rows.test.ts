import { describe, expect, test } from "vitest";
import type { Measured } from "./interleave.ts";
import { pairRows } from "./pair_rows.ts";

function measured(speeds: readonly number[], peakMemory: number | null = null): Measured {
  return { introduction: { name: "one", threads: 2 }, speeds, peakMemory };
}

const absent: Measured = { introduction: { absent: "it is not here" }, speeds: [], peakMemory: null };

describe("pairRows()", () => {
  test("has a row for each pair: medians, their ratio, spread, and memory in MiB", () => {
    const rows = pairRows("train/net", {
      ours: [{ id: "wasm", measured: measured([30, 10, 20], 3 * 2 ** 20) }],
      theirs: [
        { id: "keras_fit", measured: measured([40, 80, 40], 9 * 2 ** 20) },
        { id: "torch", measured: absent },
      ],
      alone: "keras_fit",
      rounds: 3,
    });
    expect(rows).toEqual([
      {
        id: "train/net/wasm/keras_fit",
        ours: 20,
        theirs: 40,
        ratio: 0.5,
        unit: "images/s",
        rounds: 3,
        spread: { ours: [10, 30], theirs: [40, 80] },
        threads: { ours: 2, theirs: 2 },
        memory: { ours: 3, theirs: 9 },
      },
    ]);
  });

  test("tells ours alone where no peer took part", () => {
    const ours = [{ id: "wasm", measured: measured([10]) }];
    const theirs = [{ id: "torch", measured: absent }];
    expect(pairRows("train/net", { ours, theirs, alone: "keras_fit", rounds: 1 })).toEqual([
      {
        id: "train/net/wasm/keras_fit",
        ours: 10,
        theirs: null,
        ratio: null,
        unit: "images/s",
        rounds: 1,
        spread: { ours: [10, 10], theirs: null },
        threads: { ours: 2, theirs: null },
        memory: { ours: null, theirs: null },
      },
    ]);
  });

  test("has no row for an engine that is absent", () => {
    const ours = [{ id: "wasm_deno", measured: absent }];
    const theirs = [{ id: "torch", measured: measured([1]) }];
    expect(pairRows("train/net", { ours, theirs, alone: "keras_fit", rounds: 1 })).toEqual([]);
  });
});
