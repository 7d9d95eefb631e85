import type { I32 } from "../assembler/expression.ts";
import type { FunctionBuilder } from "../assembler/function_builder.ts";
import { i32 } from "../assembler/scalar_instructions.ts";
import { type LaneCount, tailOf } from "./lanes_in_memory.ts";

/** An axis that a loop walks along. */
export interface LoopAxis {
  readonly size: number;
  /** Bytes from one index to the next, for each address. */
  readonly strides: readonly number[];
}

/**
 * Emits one loop for each axis, the last one innermost.
 * @param start Addresses at index 0 of all axes.
 * @param body Is given the addresses at the current indices; without axes it is emitted once, without a loop.
 */
export function emitLoops(
  fn: FunctionBuilder,
  axes: readonly LoopAxis[],
  start: readonly I32[],
  body: (addresses: readonly I32[]) => void,
): void {
  const [axis, ...inner] = axes;
  if (axis === undefined) {
    body(start);
    return;
  }
  if (axis.size === 1) {
    emitLoops(fn, inner, start, body);
    return;
  }
  const addresses = start.map((address) => fn.let(address));
  fn.range({ to: axis.size }, () => {
    emitLoops(fn, inner, addresses, body);
    for (const [index, address] of addresses.entries()) {
      fn.increase(address, axis.strides[index]!);
    }
  });
}

/** Emits a loop along an axis in steps of four, and once more for what is left of it. */
export function emitFours(
  fn: FunctionBuilder,
  { size, strides }: LoopAxis,
  start: readonly I32[],
  body: (addresses: readonly I32[], count: LaneCount) => void,
): void {
  const fours = Math.floor(size / 4);
  if (fours > 0) {
    const axis = { size: fours, strides: strides.map((stride) => stride * 4) };
    emitLoops(fn, [axis], start, (addresses) => body(addresses, 4));
  }
  const tail = tailOf(size);
  if (tail !== null) {
    body(
      start.map((address, index) => {
        const bytes = fours * 4 * strides[index]!;
        return bytes === 0 ? address : fn.let(i32.add(address, i32.constant(bytes)));
      }),
      tail,
    );
  }
}
