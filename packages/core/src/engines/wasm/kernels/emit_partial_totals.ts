import type { I32 } from "../assembler/expression.ts";
import type { FunctionBuilder } from "../assembler/function_builder.ts";
import { i32 } from "../assembler/scalar_instructions.ts";
import { f32x4, v128 } from "../assembler/vector_instructions.ts";
import { loadLanes, storeLanes, tailOf } from "./lanes_in_memory.ts";

/** Partial sums of one tensor, float32. */
export interface PartialTotals {
  /** Where the first partial sums are, as a constant. */
  readonly source: number;
  /** Bytes from one shard's to the next shard's. */
  readonly stride: number;
  readonly shards: number;
  /** Where the totals go, as a constant. */
  readonly target: number;
  readonly elements: number;
  /** This thread, of how many: each adds up its own stretch of the elements. */
  readonly part: { readonly index: I32; readonly count: number };
}

/** Emits `target = ((shard 0 + shard 1) + shard 2) + ...`: the order is always that, whichever thread adds up an element. */
export function emitPartialTotals(fn: FunctionBuilder, totals: PartialTotals): void {
  const { source, stride, shards, target, elements, part } = totals;
  const vectors = Math.floor(elements / 4);
  const bound = (index: I32): I32 =>
    i32.shl(
      i32.divUnsigned(i32.mul(index, i32.constant(vectors)), i32.constant(part.count)),
      i32.constant(4),
    );
  const whole = part.count === 1;
  const from = whole ? 0 : bound(part.index);
  const to = whole ? vectors * 16 : bound(i32.add(part.index, i32.constant(1)));
  const offsets = Array.from({ length: shards - 1 }, (_unused, index) => source + (index + 1) * stride);
  fn.range({ from, to, step: 16 }, (at) => {
    const sum = fn.let(v128.load({ address: at, offset: source }));
    for (const offset of offsets) {
      fn.set(sum, f32x4.add(sum, v128.load({ address: at, offset })));
    }
    fn.store({ address: at, offset: target }, sum);
  });
  const tail = tailOf(elements);
  if (tail === null) {
    return;
  }
  fn.when(i32.isZero(part.index), () => {
    const at = i32.constant(vectors * 16);
    const sum = fn.let(loadLanes({ address: at, offset: source }, "float32", tail));
    for (const offset of offsets) {
      fn.set(sum, f32x4.add(sum, loadLanes({ address: at, offset }, "float32", tail)));
    }
    storeLanes(fn, { address: at, offset: target }, sum, { dtype: "float32", count: tail });
  });
}
