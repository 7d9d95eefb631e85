import { describe, expect, test } from "vitest";
import type { Shape } from "../../../graph/tensor_type.ts";
import { reducedAxes } from "./reduced_axes.ts";

describe("reducedAxes()", () => {
  test.each<{
    shape: Shape;
    axes: readonly number[];
    merged: readonly (readonly [number, number, number])[];
  }>([
    {
      shape: [2, 26, 26, 32],
      axes: [0, 1, 2],
      merged: [
        [1352, 32, 0],
        [32, 1, 1],
      ],
    },
    {
      shape: [64, 10],
      axes: [1],
      merged: [
        [64, 10, 1],
        [10, 1, 0],
      ],
    },
    {
      shape: [3, 1, 5, 1],
      axes: [0, 3],
      merged: [
        [3, 5, 0],
        [5, 1, 1],
      ],
    },
    {
      shape: [3, 4, 5, 6],
      axes: [0, 2],
      merged: [
        [3, 120, 0],
        [4, 30, 6],
        [5, 6, 0],
        [6, 1, 1],
      ],
    },
    { shape: [2, 3], axes: [0, 1], merged: [[6, 1, 0]] },
    { shape: [1, 1], axes: [0], merged: [] },
  ])(
    "reducedAxes() merges axes $axes of $shape, sizes and strides being $merged",
    ({ shape, axes, merged }) => {
      const found = reducedAxes(shape, axes);
      expect(found.map(({ size, sourceStride, targetStride }) => [size, sourceStride, targetStride])).toEqual(
        merged,
      );
      expect(found.map(({ reduced, targetStride }) => reduced === (targetStride === 0))).toEqual(
        found.map(() => true),
      );
    },
  );
});
