import { describe, expect, test } from "vitest";
import { allocate, type Shape } from "../../../graph/tensor_type.ts";
import { type CaseTensor, uniform, uniformBytes } from "../../../testing/case_tensor.ts";
import { runKernel } from "../testing/run_kernel.ts";
import { emitRegion } from "./emit_region.ts";

interface Box {
  readonly source: Shape;
  readonly target: Shape;
  readonly from: readonly number[];
  readonly to: readonly number[];
  readonly size: Shape;
}

const BOXES: readonly Box[] = [
  { source: [], target: [], from: [], to: [], size: [] },
  { source: [9], target: [7], from: [2], to: [1], size: [5] },
  { source: [5, 7], target: [6, 7], from: [1, 0], to: [2, 0], size: [3, 7] },
  { source: [5, 7], target: [4, 3], from: [0, 6], to: [0, 1], size: [4, 1] },
  { source: [2, 3, 4, 5], target: [2, 3, 4, 8], from: [0, 0, 0, 0], to: [0, 0, 0, 3], size: [2, 3, 4, 5] },
  { source: [2, 6, 6, 3], target: [3, 4, 5, 3], from: [0, 1, 2, 0], to: [1, 2, 0, 0], size: [2, 2, 4, 3] },
  { source: [3, 1, 5], target: [3, 2, 5], from: [0, 0, 0], to: [0, 1, 0], size: [3, 1, 5] },
  { source: [4, 300], target: [4, 310], from: [0, 10], to: [0, 3], size: [4, 290] },
];

/** Where an element of a box is in a tensor. */
function placeOf(shape: Shape, begin: readonly number[], index: readonly number[]): number {
  return shape.reduce((place, length, axis) => place * length + begin[axis]! + index[axis]!, 0);
}

function indicesOf(size: Shape): readonly (readonly number[])[] {
  return size.reduce<readonly (readonly number[])[]>(
    (outer, count) => outer.flatMap((index) => Array.from({ length: count }, (_unused, i) => [...index, i])),
    [[]],
  );
}

function expectCopied(source: CaseTensor, { target: shape, from, to, size }: Box): void {
  const type = { dtype: source.type.dtype, shape };
  const expected = allocate(type).fill(77);
  for (const index of indicesOf(size)) {
    expected[placeOf(shape, to, index)] = source.data[placeOf(source.type.shape, from, index)]!;
  }
  const { target } = runKernel({
    tensors: { source, target: { type, data: allocate(type).fill(77) } },
    targets: ["target"],
    emit: (fn, operands) => emitRegion(fn, { ...operands, from, to, size }),
  });
  expect(target).toEqual(expected);
}

describe("emitRegion()", () => {
  test.each(BOXES)("emitRegion() copies floats: $size of $source to $target", (box) => {
    expectCopied(uniform(box.source, 1), box);
  });

  test.each(BOXES)("emitRegion() copies bytes: $size of $source to $target", (box) => {
    expectCopied(uniformBytes(box.source, 2), box);
  });
});
