/** Element types of tensors. `bool` is stored as one byte of 0 or 1. */
export type DType = "float32" | "int32" | "uint8" | "bool";

/** Sizes by axis, outermost first; `[]` is a scalar. Images are `[batch, height, width, channels]`. */
export type Shape = readonly number[];

/** What is known of a value before anything runs. */
export interface TensorType {
  readonly dtype: DType;
  readonly shape: Shape;
}

/** The array that holds a tensor's elements, row-major: `Float32Array`, `Int32Array`, or `Uint8Array` for `uint8` and `bool`. */
export type TensorData = Float32Array | Int32Array | Uint8Array;

/** Number of elements of a shape; 1 for a scalar. */
export function sizeOf(shape: Shape): number {
  return shape.reduce((size, dimension) => size * dimension, 1);
}

/** Bytes of one element. */
export function bytesPerElement(dtype: DType): number {
  return dtype === "float32" || dtype === "int32" ? 4 : 1;
}

/** A zeroed array for a tensor of this type. */
export function allocate(type: TensorType): TensorData {
  const size = sizeOf(type.shape);
  switch (type.dtype) {
    case "float32":
      return new Float32Array(size);
    case "int32":
      return new Int32Array(size);
    case "uint8":
    case "bool":
      return new Uint8Array(size);
  }
}

/** Whether two shapes have the same sizes in the same order. */
export function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((dimension, axis) => dimension === b[axis]);
}

/** `float32[64,10]`, for messages. */
export function formatType(type: TensorType): string {
  return `${type.dtype}[${type.shape.join(",")}]`;
}
