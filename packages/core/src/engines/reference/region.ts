import { allocate, type Shape, type TensorData } from "../../graph/tensor_type.ts";
import type { LoweringTable } from "./lowering.ts";
import { offsets, rowMajorStrides } from "./offsets.ts";

/** A tensor and where in it a box begins. */
interface Box {
  readonly data: TensorData;
  readonly shape: Shape;
  readonly begin: readonly number[];
}

/** Where the elements of a box are. */
function places({ shape, begin }: Box, size: Shape): Int32Array {
  const strides = rowMajorStrides(shape);
  const first = begin.reduce((sum, index, axis) => sum + index * strides[axis]!, 0);
  return offsets(size, strides).map((offset) => first + offset);
}

function copyBox(from: Box, to: Box, size: Shape): void {
  const sources = places(from, size);
  for (const [element, place] of places(to, size).entries()) {
    to.data[place] = from.data[sources[element]!]!;
  }
}

function zeros(shape: Shape): number[] {
  return shape.map(() => 0);
}

/** Slices, concatenations and padding. */
export const regionLowerings: Pick<LoweringTable, "slice" | "concat" | "pad"> = {
  slice: ({ inputs: [x], inputTypes: [xType], type, attributes: { begin, size } }) => {
    const data = allocate(type);
    copyBox({ data: x!, shape: xType!.shape, begin }, { data, shape: size, begin: zeros(size) }, size);
    return data;
  },
  concat: ({ inputs, inputTypes, type, attributes: { axis } }) => {
    const data = allocate(type);
    let start = 0;
    for (const [index, { shape }] of inputTypes.entries()) {
      const begin = zeros(shape).with(axis, start);
      copyBox(
        { data: inputs[index]!, shape, begin: zeros(shape) },
        { data, shape: type.shape, begin },
        shape,
      );
      start += shape[axis]!;
    }
    return data;
  },
  pad: ({ inputs: [x], inputTypes: [xType], type, attributes: { before, value } }) => {
    const data = allocate(type).fill(value);
    const { shape } = xType!;
    copyBox({ data: x!, shape, begin: zeros(shape) }, { data, shape: type.shape, begin: before }, shape);
    return data;
  },
};
