import type { Value } from "../value.ts";
import { concat, slice } from "./region.ts";

/** The part of a tensor's last axis that belongs to one of several groups. */
function groupOf(x: Value, group: number, groups: number): Value {
  const size = x.shape.with(-1, x.shape.at(-1)! / groups);
  return slice(
    x,
    size.map((count, axis) => (axis === size.length - 1 ? group * count : 0)),
    size,
  );
}

/**
 * Convolves each group of channels with the kernels of its filters.
 * Groups are put together from slices, so that each of them runs on the fast convolution that every engine has anyway, and no engine
 * needs three kinds of it more.
 * @param kernel `[height, width, in / groups, filters]`
 * @param convolve The convolution of one group.
 * @throws {RangeError} If the groups do not divide channels and filters.
 */
export function convolveGroups(
  x: Value,
  kernel: Value,
  { groups, convolve }: { readonly groups: number; readonly convolve: (x: Value, kernel: Value) => Value },
): Value {
  const counts = [x.shape.at(-1)!, kernel.shape.at(-1)!];
  if (!Number.isInteger(groups) || groups < 1 || counts.some((count) => count % groups !== 0)) {
    throw new RangeError(
      `Cannot apply "conv2d" as the groups must divide the ${counts[0]} channels and the ${counts[1]} filters: current value is ${groups}`,
    );
  }
  const results = Array.from({ length: groups }, (_unused, group) =>
    convolve(groupOf(x, group, groups), groupOf(kernel, group, groups)),
  );
  return concat(results as [Value, ...Value[]], 3);
}
