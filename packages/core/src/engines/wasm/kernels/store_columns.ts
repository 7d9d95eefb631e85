import type { I32, V128 } from "../assembler/expression.ts";
import type { FunctionBuilder } from "../assembler/function_builder.ts";

/** Bytes of a vector of four numbers. */
export const VECTOR_BYTES = 16;
/** Numbers in a vector. */
export const LANES = 4;

/**
 * Stores the first `count` numbers of vectors that lie side by side, and not one byte more.
 * @param place `address` and `offset` of the first number.
 * @param values One vector for each four numbers.
 */
export function storeColumns(
  fn: FunctionBuilder,
  place: { readonly address: I32; readonly offset: number },
  values: { readonly vectors: readonly V128[]; readonly count: number },
): void {
  const { address, offset } = place;
  const { vectors, count } = values;
  for (const [index, vector] of vectors.entries()) {
    const start = offset + index * VECTOR_BYTES;
    const left = count - index * LANES;
    if (left >= LANES) {
      fn.store({ address, offset: start }, vector);
      continue;
    }
    for (let lane = 0; lane < left; lane++) {
      fn.storeLane({ address, offset: start + lane * 4 }, vector, lane);
    }
  }
}
