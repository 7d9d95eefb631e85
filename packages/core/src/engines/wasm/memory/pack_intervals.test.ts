import { expect, test } from "vitest";
import { philoxBits } from "../../../graph/philox.ts";
import { ALIGNMENT, type Interval, packIntervals } from "./pack_intervals.ts";

function conflicts(intervals: readonly Interval[], offsets: readonly number[]): string[] {
  const found: string[] = [];
  for (const [a, one] of intervals.entries()) {
    for (const [b, other] of intervals.entries()) {
      const inTime = one.first <= other.last && other.first <= one.last;
      const inSpace = offsets[a]! < offsets[b]! + other.bytes && offsets[b]! < offsets[a]! + one.bytes;
      if (a < b && inTime && inSpace) {
        found.push(`${a} and ${b}`);
      }
    }
  }
  return found;
}

test.each([1, 2, 3, 4, 5])(
  "packIntervals() gives no two of a random set the same place at the same time (%i)",
  (seed) => {
    const words = philoxBits({ seed, stream: 0, step: 0 }, 600);
    const intervals = Array.from({ length: 200 }, (_unused, index): Interval => {
      const [bytes, first, length] = words.subarray(index * 3, index * 3 + 3);
      return { bytes: 1 + (bytes! % 5000), first: first! % 50, last: (first! % 50) + (length! % 12) };
    });
    const { offsets, bytes } = packIntervals(intervals);
    expect(conflicts(intervals, offsets)).toEqual([]);
    expect(offsets.every((offset) => offset % ALIGNMENT === 0)).toBe(true);
    expect(bytes).toBeGreaterThanOrEqual(
      Math.max(...offsets.map((offset, index) => offset + intervals[index]!.bytes)),
    );
  },
);

test("packIntervals() uses a place again once it is free", () => {
  const { offsets, bytes } = packIntervals([
    { bytes: 64, first: 0, last: 1 },
    { bytes: 64, first: 1, last: 2 },
    { bytes: 64, first: 2, last: 3 },
  ]);
  expect(offsets).toEqual([0, 64, 0]);
  expect(bytes).toBe(128);
});

test("packIntervals() fills a gap that is large enough", () => {
  const { offsets } = packIntervals([
    { bytes: 640, first: 0, last: 9 },
    { bytes: 512, first: 0, last: 3 },
    { bytes: 256, first: 0, last: 9 },
    { bytes: 128, first: 4, last: 9 },
  ]);
  expect(offsets).toEqual([0, 640, 1152, 640]);
});
