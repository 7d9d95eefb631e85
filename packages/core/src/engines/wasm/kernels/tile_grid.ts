import type { I32, Local } from "../assembler/expression.ts";
import type { FunctionBuilder } from "../assembler/function_builder.ts";
import { i32 } from "../assembler/scalar_instructions.ts";
import { maxTileRows, TILE_COLUMNS } from "./emit_tile.ts";
import type { TargetFeatures } from "./target_features.ts";

/** So many tiles of one size, one after the other. */
interface TileGroup {
  /** Rows a tile. */
  readonly size: number;
  readonly repeat: number;
  /** First row. */
  readonly start: number;
}

/** Cuts rows into the fewest tiles, of sizes that differ by at most 1: a tile of one row would waste what a tile of five gains. */
export function tileGroups(rows: number, features: TargetFeatures): readonly TileGroup[] {
  const tiles = Math.ceil(rows / maxTileRows(features));
  const size = Math.ceil(rows / tiles);
  const smaller = tiles * size - rows;
  const larger = tiles - smaller;
  return [
    { size, repeat: larger, start: 0 },
    { size: size - 1, repeat: smaller, start: larger * size },
  ].filter(({ repeat }) => repeat > 0);
}

/**
 * Emits tiles over rows that lie at even distances.
 * @param emit Emits one tile of `size` rows; `a` and `c` are moved to its first row.
 */
export function emitRows(
  fn: FunctionBuilder,
  grid: {
    readonly rows: number;
    readonly a: I32;
    readonly aStep: number;
    readonly c: I32;
    readonly cStep: number;
    readonly features: TargetFeatures;
  },
  emit: (tile: { readonly a: Local<"i32">; readonly c: Local<"i32">; readonly size: number }) => void,
): void {
  const a = fn.let(grid.a);
  const c = fn.let(grid.c);
  for (const { size, repeat } of tileGroups(grid.rows, grid.features)) {
    fn.range({ to: repeat }, () => {
      emit({ a, c, size });
      fn.increase(a, size * grid.aStep);
      fn.increase(c, size * grid.cStep);
    });
  }
}

/** `size` offsets, `step` bytes apart. */
export function evenOffsets(size: number, step: number): number[] {
  return Array.from({ length: size }, (_unused, index) => index * step);
}

/**
 * Emits a body for each eight columns, and one for the rest.
 * @param steps Bytes by which each pointer moves on from eight columns to the next eight.
 * @param emit Gets the pointers at its columns, and how many these are.
 */
export function emitColumns(
  fn: FunctionBuilder,
  grid: {
    readonly columns: number;
    /** Which of so many equal parts to visit. @default all */
    readonly part?: { readonly index: I32; readonly count: number } | undefined;
    readonly b: I32;
    readonly bStep: number;
    readonly c: I32;
  },
  emit: (panel: { readonly b: Local<"i32">; readonly c: Local<"i32">; readonly columns: number }) => void,
): void {
  const b = fn.let(grid.b);
  const c = fn.let(grid.c);
  const whole = Math.floor(grid.columns / TILE_COLUMNS);
  const { part } = grid;
  const bound = (index: I32): I32 =>
    i32.divUnsigned(i32.mul(index, i32.constant(whole)), i32.constant(part!.count));
  const range =
    part === undefined
      ? { to: whole }
      : { from: fn.let(bound(part.index)), to: bound(i32.add(part.index, i32.constant(1))) };
  if (typeof range.from === "object") {
    fn.increase(b, i32.mul(range.from, i32.constant(grid.bStep)));
    fn.increase(c, i32.mul(range.from, i32.constant(TILE_COLUMNS * 4)));
  }
  fn.range(range, () => {
    emit({ b, c, columns: TILE_COLUMNS });
    fn.increase(b, grid.bStep);
    fn.increase(c, TILE_COLUMNS * 4);
  });
  const rest = grid.columns % TILE_COLUMNS;
  if (rest > 0 && part === undefined) {
    emit({ b, c, columns: rest });
  } else if (rest > 0) {
    fn.when(i32.equal(part!.index, i32.constant(part!.count - 1)), () => emit({ b, c, columns: rest }));
  }
}

/** An address some bytes further on. */
export function moved(address: I32, bytes: number): I32 {
  return bytes === 0 ? address : i32.add(address, i32.constant(bytes));
}
