import { allocate, type TensorData, type TensorType } from "../../graph/tensor_type.ts";
import type { LoweringTable } from "./lowering.ts";
import { offsets, rowMajorStrides } from "./offsets.ts";

/** A tensor whose elements are those of `x` at strided places. */
function gather(x: TensorData, type: TensorType, strides: readonly number[]): TensorData {
  const result = allocate(type);
  for (const [element, offset] of offsets(type.shape, strides).entries()) {
    result[element] = x[offset]!;
  }
  return result;
}

/** Reshapes, broadcasts and transposes. */
export const shapeLowerings: Pick<LoweringTable, "reshape" | "broadcastTo" | "transpose"> = {
  reshape: ({ inputs: [x] }) => x!,
  broadcastTo: ({ inputs: [x], inputTypes, type }) => {
    const { shape } = inputTypes[0]!;
    const strides = rowMajorStrides(shape).map((stride, axis) => (shape[axis] === 1 ? 0 : stride));
    const outer = new Array<number>(type.shape.length - shape.length).fill(0);
    return gather(x!, type, [...outer, ...strides]);
  },
  transpose: ({ inputs: [x], inputTypes, type, attributes: { permutation } }) => {
    const strides = rowMajorStrides(inputTypes[0]!.shape);
    return gather(
      x!,
      type,
      permutation.map((axis) => strides[axis]!),
    );
  },
};
