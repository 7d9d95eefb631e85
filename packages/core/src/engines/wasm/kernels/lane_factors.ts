import type { I32, Local, V128 } from "../assembler/expression.ts";
import type { FunctionBuilder } from "../assembler/function_builder.ts";
import { splatLane, v128 } from "../assembler/vector_instructions.ts";
import type { ProductLoop } from "./product_loop.ts";
import { LANES, VECTOR_BYTES } from "./store_columns.ts";
import type { TargetFeatures } from "./target_features.ts";
import { addProducts, loadColumns, type TileRegisters } from "./tile_registers.ts";

/**
 * The factors of rows that lie side by side, by one load.
 * @returns One a row; null if the rows lie elsewhere.
 */
export function rowsInLanes(fn: FunctionBuilder, a: I32, aOffsets: readonly number[]): V128[] | null {
  const [first] = aOffsets;
  const isSideBySide = aOffsets.every((offset, row) => row < LANES && offset === first! + 4 * row);
  if (aOffsets.length === 1 || !isSideBySide) {
    return null;
  }
  const factors = fn.let(v128.load({ address: a, offset: first! }));
  return aOffsets.map((_offset, row) => splatLane(factors, row));
}

/** Whether the factors of a row lie side by side, a whole number of vectors of them. */
export function isLaneLoop({ count, aStep }: ProductLoop): boolean {
  return typeof count === "number" && count % LANES === 0 && aStep === 4;
}

/** The products of an innermost loop, four turns at a time: each row's four factors by one load. Leaves the pointers at the loop's end. */
export function emitLaneLoop(
  fn: FunctionBuilder,
  registers: TileRegisters,
  {
    loop,
    a,
    b,
    aOffsets,
    features,
  }: {
    readonly loop: ProductLoop;
    readonly a: Local<"i32">;
    readonly b: Local<"i32">;
    readonly aOffsets: readonly number[];
    readonly features: TargetFeatures;
  },
): void {
  const factors = aOffsets.map(() => fn.local("v128"));
  fn.range({ to: (loop.count as number) / LANES }, () => {
    for (const [row, offset] of aOffsets.entries()) {
      fn.set(factors[row]!, v128.load({ address: a, offset }));
    }
    for (let turn = 0; turn < LANES; turn++) {
      loadColumns(fn, registers, b, turn * loop.bStep);
      for (const row of aOffsets.keys()) {
        addProducts(fn, registers, { row, factor: splatLane(factors[row]!, turn), features });
      }
    }
    fn.increase(a, VECTOR_BYTES);
    fn.increase(b, LANES * loop.bStep);
  });
}
