import { expect, test } from "vitest";
import { pixelStatistics } from "./pixel_statistics.ts";

function set(...bytes: readonly number[]): Parameters<typeof pixelStatistics>[0] {
  return { images: Uint8Array.from(bytes), labels: Int32Array.of(0), count: 1 };
}

test("pixelStatistics() gives mean and deviation of pixels from 0 to 1", () => {
  // 0 and 255: mean 1/2, deviation 1/2
  expect(pixelStatistics(set(0, 255, 255, 0), 1)).toEqual({ mean: [0.5], standardDeviation: [0.5] });
});

test("pixelStatistics() keeps channels apart", () => {
  // red 0, 51: mean 0.1, deviation 0.1; green 255, 255; blue 102, 0: mean 0.2, deviation 0.2
  expect(pixelStatistics(set(0, 255, 102, 51, 255, 0), 3)).toEqual({
    mean: [0.1, 1, 0.2],
    standardDeviation: [0.1, 0.0001, 0.2],
  });
});

test("pixelStatistics() refuses no images", () => {
  expect(() => pixelStatistics(set(), 1)).toThrow(
    new RangeError("Cannot measure pixels as there must be images: current number is 0"),
  );
});
