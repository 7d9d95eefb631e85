import { type Shape, sizeOf } from "../../../graph/tensor_type.ts";
import type { ChainAccess } from "../kernels/chain.ts";

/** How a tensor of one shape is read while a loop runs over another shape to which it broadcasts. */
export interface BroadcastAccess {
  readonly access: ChainAccess;
  /** Columns that the loop must have for it; null: any. */
  readonly cols: number | null;
}

/**
 * Finds how a broadcast tensor is read in a loop over rows and columns.
 * @returns Null if its axes are mixed up too much for rows and columns.
 */
export function broadcastAccess(source: Shape, target: Shape): BroadcastAccess | null {
  const size = sizeOf(source);
  if (size === sizeOf(target)) {
    return { access: "element", cols: null };
  }
  if (size === 1) {
    return { access: "scalar", cols: null };
  }
  const padded = [...Array.from({ length: target.length - source.length }, () => 1), ...source];
  // axes of size 1 in the target say nothing
  const repeated = target
    .map((length, axis) => (length === 1 ? null : padded[axis] === 1))
    .filter((r) => r !== null);
  const changes = repeated.filter((isRepeated, axis) => axis > 0 && isRepeated !== repeated[axis - 1]).length;
  if (changes !== 1) {
    return null;
  }
  return repeated[0] === true
    ? { access: "column", cols: size }
    : { access: "row", cols: sizeOf(target) / size };
}
