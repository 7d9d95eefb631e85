import { sizeOf } from "../../../graph/tensor_type.ts";
import type { FunctionBuilder } from "../assembler/function_builder.ts";
import { f32x4, i32x4, v128 } from "../assembler/vector_instructions.ts";
import { emitFours, emitLoops } from "./axis_loops.ts";
import { loadLanes, storeLanes } from "./lanes_in_memory.ts";
import type { Operand } from "./operand.ts";

/** Indices of the largest elements along an axis. */
export interface ArgMax {
  /** float32. */
  readonly source: Operand;
  /** int32. */
  readonly target: Operand;
  /** Axis of the source. */
  readonly axis: number;
}

/** Emits the index of the largest element along an axis: the first of equals; a NaN is never larger, and nothing is larger than a NaN in front. */
export function emitArgMax(fn: FunctionBuilder, { source, target, axis }: ArgMax): void {
  const { shape } = source.type;
  const size = shape[axis]!;
  const inner = sizeOf(shape.slice(axis + 1));
  const outer = { size: sizeOf(shape.slice(0, axis)), strides: [size * inner * 4, inner * 4] };
  emitLoops(fn, [outer], [source.address, target.address], (starts) => {
    emitFours(fn, { size: inner, strides: [4, 4] }, starts, ([from, to], count) => {
      const best = fn.let(loadLanes({ address: from! }, "float32", count));
      const bestIndex = fn.let(i32x4.constant(0));
      const address = fn.let(from!);
      fn.range({ from: 1, to: size }, (index) => {
        fn.increase(address, inner * 4);
        const candidate = fn.let(loadLanes({ address }, "float32", count));
        const isLarger = fn.let(f32x4.greater(candidate, best));
        fn.set(best, v128.bitSelect(candidate, best, isLarger));
        fn.set(bestIndex, v128.bitSelect(i32x4.splat(index), bestIndex, isLarger));
      });
      storeLanes(fn, { address: to! }, bestIndex, { dtype: "int32", count });
    });
  });
}
