import { philoxBits, philoxUniform } from "../graph/philox.ts";
import { type Shape, sizeOf, type TensorData, type TensorType } from "../graph/tensor_type.ts";

/** A tensor with its elements, as an input of a test case. */
export interface CaseTensor {
  readonly type: TensorType;
  readonly data: TensorData;
}

/** Numbers spread evenly over `[low, high)`, another set for each seed; -1 to 1 by default. */
export function uniform(shape: Shape, seed: number, range: readonly [number, number] = [-1, 1]): CaseTensor {
  const [low, high] = range;
  const numbers = philoxUniform({ seed, stream: 0, step: 0 }, sizeOf(shape));
  return { type: { dtype: "float32", shape }, data: numbers.map((u) => low + u * (high - low)) };
}

/**
 * Numbers of which no two are nearer than 1/16, none nearer to 0 than 1/64, in a shuffled order: maxima stay where they are when one
 * moves a little. Two sets with offsets 0 and 1/32 share no number.
 */
export function distinct(shape: Shape, seed: number, offset = 0): CaseTensor {
  const size = sizeOf(shape);
  const keys = philoxBits({ seed, stream: 1, step: 0 }, size);
  const ranks = new Float32Array(size);
  for (const [rank, index] of [...keys.keys()].sort((a, b) => keys[a]! - keys[b]! || a - b).entries()) {
    ranks[index] = (rank - Math.floor(size / 2)) / 16 + 1 / 64 + offset;
  }
  return { type: { dtype: "float32", shape }, data: ranks };
}

/** The given numbers, as float32. */
export function floats(shape: Shape, values: readonly number[]): CaseTensor {
  return { type: { dtype: "float32", shape }, data: Float32Array.from(values) };
}

/** The given whole numbers, as int32. */
export function ints(shape: Shape, values: readonly number[]): CaseTensor {
  return { type: { dtype: "int32", shape }, data: Int32Array.from(values) };
}

/** Whole numbers in `[low, high)`. */
export function uniformInts(shape: Shape, seed: number, range: readonly [number, number]): CaseTensor {
  const [low, high] = range;
  const words = philoxBits({ seed, stream: 2, step: 0 }, sizeOf(shape));
  return {
    type: { dtype: "int32", shape },
    data: Int32Array.from(words, (word) => low + (word % (high - low))),
  };
}

/** Bytes from 0 to 255. */
export function uniformBytes(shape: Shape, seed: number): CaseTensor {
  const words = philoxBits({ seed, stream: 3, step: 0 }, sizeOf(shape));
  return { type: { dtype: "uint8", shape }, data: Uint8Array.from(words, (word) => word >>> 24) };
}

/** Truth values. */
export function uniformBools(shape: Shape, seed: number): CaseTensor {
  const words = philoxBits({ seed, stream: 4, step: 0 }, sizeOf(shape));
  return { type: { dtype: "bool", shape }, data: Uint8Array.from(words, (word) => word & 1) };
}
