import { sizeOf } from "../../../graph/tensor_type.ts";
import type { FunctionBuilder } from "../assembler/function_builder.ts";
import { f32, i32 } from "../assembler/scalar_instructions.ts";
import type { Operand } from "./operand.ts";

/** Rows with a 1 at an index. */
export interface OneHot {
  /** Indices, int32. */
  readonly source: Operand;
  /** float32, with one axis more: the depth. */
  readonly target: Operand;
}

/** Emits rows of zeros with a 1 at each index; an index outside the row leaves it all zeros. */
export function emitOneHot(fn: FunctionBuilder, { source, target }: OneHot): void {
  const depth = target.type.shape.at(-1)!;
  const rows = sizeOf(source.type.shape);
  fn.fill(target.address, 0, rows * depth * 4);
  const from = fn.let(source.address);
  const row = fn.let(target.address);
  fn.range({ to: rows }, () => {
    const index = fn.let(i32.load({ address: from }));
    fn.when(i32.lessUnsigned(index, i32.constant(depth)), () => {
      const address = i32.add(row, i32.shl(index, i32.constant(2)));
      fn.store({ address }, f32.constant(1));
    });
    fn.increase(from, 4);
    fn.increase(row, depth * 4);
  });
}
