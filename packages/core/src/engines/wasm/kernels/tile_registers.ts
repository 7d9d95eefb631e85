import type { I32, Local, V128 } from "../assembler/expression.ts";
import type { FunctionBuilder } from "../assembler/function_builder.ts";
import { f32x4, v128 } from "../assembler/vector_instructions.ts";
import { VECTOR_BYTES } from "./store_columns.ts";
import type { TargetFeatures } from "./target_features.ts";

/** What a tile keeps in registers. */
export interface TileRegisters {
  /** Sums, row by row. */
  readonly accumulators: readonly (readonly Local<"v128">[])[];
  /** Columns of `b` at one k. */
  readonly columns: readonly Local<"v128">[];
  readonly factor: Local<"v128">;
}

/** Loads the columns of one k. */
export function loadColumns(
  fn: FunctionBuilder,
  { columns }: TileRegisters,
  address: I32,
  offset: number,
): void {
  for (const [index, column] of columns.entries()) {
    fn.set(column, v128.load({ address, offset: offset + index * VECTOR_BYTES }));
  }
}

/** Adds a factor times the columns to the sums of a row. */
export function addProducts(
  fn: FunctionBuilder,
  { accumulators, columns, factor }: TileRegisters,
  given: { readonly row: number; readonly factor: V128; readonly features: TargetFeatures },
): void {
  fn.set(factor, given.factor);
  for (const [index, column] of columns.entries()) {
    const sum = accumulators[given.row]![index]!;
    const { relaxed } = given.features;
    fn.set(sum, relaxed ? f32x4.relaxedMadd(factor, column, sum) : f32x4.add(sum, f32x4.mul(factor, column)));
  }
}
