import type { I32 } from "../assembler/expression.ts";
import type { FunctionBuilder } from "../assembler/function_builder.ts";
import { i32 } from "../assembler/scalar_instructions.ts";
import { f32x4, v128 } from "../assembler/vector_instructions.ts";
import { emitLoops } from "./axis_loops.ts";
import { TILE_COLUMNS } from "./emit_tile.ts";
import { LANES, VECTOR_BYTES } from "./store_columns.ts";
import { moved } from "./tile_grid.ts";

/** A matrix of float32 to pack, in parts that lie at even distances; strides in bytes. */
export interface Pack {
  readonly source: I32;
  readonly target: I32;
  /**
   * Parts of the rows, such as the taps of a kernel: axes, outermost first; none for a plain matrix. Strides may be negative, then `source` is
   * the last part in memory.
   */
  readonly parts: readonly { readonly count: number; readonly stride: number }[];
  /** Rows a part. */
  readonly rows: number;
  readonly rowStride: number;
  readonly columns: number;
  readonly columnStride: number;
}

/** Bytes of a packed matrix. */
export function packedBytes(rows: number, columns: number): number {
  return Math.ceil(columns / TILE_COLUMNS) * rows * TILE_COLUMNS * 4;
}

/** Bytes of one panel: eight columns of all rows. */
export function panelBytes(rows: number): number {
  return rows * TILE_COLUMNS * 4;
}

/**
 * Copies a matrix into panels of eight columns: `panel[row][8]`, one panel after the other, zeros in place of missing columns.
 * A tile then reads its columns of `b` from one run of memory.
 */
export function emitPack(fn: FunctionBuilder, pack: Pack): void {
  const { columns, columnStride } = pack;
  const whole = Math.floor(columns / TILE_COLUMNS);
  const parts = pack.parts.reduce((product, { count }) => product * count, 1);
  const panel = panelBytes(parts * pack.rows);
  const source = fn.let(pack.source);
  const target = fn.let(pack.target);
  fn.range({ to: whole }, () => {
    emitPanel(fn, { ...pack, source, target, columns: TILE_COLUMNS });
    fn.increase(source, TILE_COLUMNS * columnStride);
    fn.increase(target, panel);
  });
  if (columns % TILE_COLUMNS > 0) {
    emitPanel(fn, { ...pack, source, target, columns: columns % TILE_COLUMNS });
  }
}

function emitPanel(fn: FunctionBuilder, pack: Pack): void {
  const { parts, rows, rowStride, columns, columnStride } = pack;
  const target = fn.let(pack.target);
  const row = fn.local("i32");
  const axes = parts.map(({ count, stride }) => ({ size: count, strides: [stride] }));
  emitLoops(fn, axes, [pack.source], ([part]) => {
    fn.set(row, part!);
    fn.range({ to: rows }, () => {
      if (columns === TILE_COLUMNS && columnStride === 4) {
        for (let offset = 0; offset < TILE_COLUMNS * 4; offset += VECTOR_BYTES) {
          fn.store({ address: target, offset }, v128.load({ address: row, offset }));
        }
      } else {
        emitRow(fn, { source: row, target, columns, columnStride });
      }
      fn.increase(row, rowStride);
      fn.increase(target, TILE_COLUMNS * 4);
    });
  });
}

function emitRow(
  fn: FunctionBuilder,
  {
    source,
    target,
    columns,
    columnStride,
  }: { readonly source: I32; readonly target: I32; readonly columns: number; readonly columnStride: number },
): void {
  for (let column = 0; column < TILE_COLUMNS; column += LANES) {
    if (columns < column + LANES) {
      fn.store({ address: target, offset: column * 4 }, f32x4.constant(0));
    }
  }
  for (let column = 0; column < columns; column++) {
    const from = moved(source, column * columnStride);
    fn.store({ address: target, offset: column * 4 }, i32.load({ address: from }));
  }
}
