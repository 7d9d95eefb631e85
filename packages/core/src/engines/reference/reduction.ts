import { allocate, type Shape, sizeOf } from "../../graph/tensor_type.ts";
import type { LoweringTable } from "./lowering.ts";
import { offsets, rowMajorStrides } from "./offsets.ts";

/** For each element of `shape`, the element of the reduced tensor that it goes into. */
function targets(shape: Shape, axes: readonly number[]): Int32Array {
  const kept = shape.map((size, axis) => (axes.includes(axis) ? 1 : size));
  const strides = rowMajorStrides(kept).map((stride, axis) => (axes.includes(axis) ? 0 : stride));
  return offsets(shape, strides);
}

/** Sums and maxima over axes; sums are taken in double precision and rounded once. */
export const reductionLowerings: Pick<LoweringTable, "sum" | "max" | "argMax"> = {
  sum: ({ inputs: [x], inputTypes, attributes: { axes }, type }) => {
    const totals = new Float64Array(sizeOf(type.shape));
    for (const [element, target] of targets(inputTypes[0]!.shape, axes).entries()) {
      totals[target]! += x![element]!;
    }
    return Float32Array.from(totals);
  },
  max: ({ inputs: [x], inputTypes, attributes: { axes }, type }) => {
    const result = allocate(type).fill(Number.NEGATIVE_INFINITY);
    for (const [element, target] of targets(inputTypes[0]!.shape, axes).entries()) {
      result[target] = Math.max(result[target]!, x![element]!);
    }
    return result;
  },
  argMax: ({ inputs: [x], inputTypes, attributes: { axis }, type }) => {
    const { shape } = inputTypes[0]!;
    const size = shape[axis]!;
    const inner = sizeOf(shape.slice(axis + 1));
    const result = allocate(type);
    for (let element = 0; element < result.length; element++) {
      const first = Math.floor(element / inner) * size * inner + (element % inner);
      for (let index = 1; index < size; index++) {
        if (x![first + index * inner]! > x![first + result[element]! * inner]!) {
          result[element] = index;
        }
      }
    }
    return result;
  },
};
