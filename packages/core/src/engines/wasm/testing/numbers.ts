import { allocate, type Shape, type TensorData } from "../../../graph/tensor_type.ts";

/** Numbers from -0.5 to 0.5 that follow no pattern of rows, columns or channels; others for another salt. */
export function numbers(shape: Shape, salt: number): TensorData {
  return allocate({ dtype: "float32", shape }).map(
    (_zero, at) => (((at + salt) * 7919) % 1013) / 1013 - 0.5,
  ) as TensorData;
}
