import { type Shape, sizeOf } from "../../graph/tensor_type.ts";

/** Distance, in elements, between neighbours along each axis of a row-major tensor. */
export function rowMajorStrides(shape: Shape): number[] {
  const strides = shape.map(() => 1);
  for (let axis = shape.length - 2; axis >= 0; axis--) {
    strides[axis] = strides[axis + 1]! * shape[axis + 1]!;
  }
  return strides;
}

/**
 * For each element of `shape`, row by row, where it lies in memory laid out by `strides`.
 * With a stride of 0 an axis repeats, which makes this one loop serve broadcasts, transposes and reductions.
 */
export function offsets(shape: Shape, strides: readonly number[]): Int32Array {
  const result = new Int32Array(sizeOf(shape));
  const index = shape.map(() => 0);
  let offset = 0;
  for (let element = 0; element < result.length; element++) {
    result[element] = offset;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      offset += strides[axis]!;
      index[axis]!++;
      if (index[axis]! < shape[axis]!) {
        break;
      }
      offset -= strides[axis]! * shape[axis]!;
      index[axis] = 0;
    }
  }
  return result;
}
