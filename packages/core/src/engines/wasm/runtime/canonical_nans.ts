import type { TensorData } from "../../../graph/tensor_type.ts";

/** The NaN that JavaScript's own engines make: quiet, positive, without a payload. */
const CANONICAL_NAN = 0x7fc0_0000;

/**
 * Gives all NaNs of an array the same bits, in place: WebAssembly leaves sign and payload of those that it makes to the machine.
 * @returns The array.
 */
export function canonicalNans(data: TensorData): TensorData {
  if (data instanceof Float32Array) {
    const bits = new Uint32Array(data.buffer, data.byteOffset, data.length);
    for (let index = 0; index < data.length; index++) {
      if (Number.isNaN(data[index])) {
        bits[index] = CANONICAL_NAN;
      }
    }
  }
  return data;
}
