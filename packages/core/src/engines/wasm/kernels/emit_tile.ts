import type { I32, V128 } from "../assembler/expression.ts";
import type { FunctionBuilder } from "../assembler/function_builder.ts";
import { f32x4, v128 } from "../assembler/vector_instructions.ts";
import type { Finish } from "./finish.ts";
import { emitLaneLoop, isLaneLoop, rowsInLanes } from "./lane_factors.ts";
import { further, type LaneCount } from "./lanes_in_memory.ts";
import type { ProductLoop } from "./product_loop.ts";
import { LANES, storeColumns, VECTOR_BYTES } from "./store_columns.ts";
import type { TargetFeatures } from "./target_features.ts";
import { addProducts, loadColumns, type TileRegisters } from "./tile_registers.ts";

/**
 * A block of `rows` times `columns` sums of products: `c[row][column] = sum over k of a[row][k] * b[k][column]`, `k` running through all
 * turns of nested loops. All offsets and steps are in bytes.
 */
export interface Tile {
  readonly a: I32;
  readonly b: I32;
  readonly c: I32;
  /** Where each row's first factor is, from `a`; at most `maxTileRows`. */
  readonly aOffsets: readonly number[];
  /** Where each row's first sum goes, from `c`. */
  readonly cOffsets: readonly number[];
  /** 1 to `TILE_COLUMNS`; they lie side by side in `b` and in `c`. `b` may be read beyond them, up to a whole vector. */
  readonly columns: number;
  /** Outermost first. */
  readonly loops: readonly ProductLoop[];
  /** Whether the sums go on from what is in `c`. */
  readonly accumulate: boolean;
  /** What is done with sums before they are stored. */
  readonly finish?: Finish | undefined;
}

/** Most columns of a tile: two vectors. */
export const TILE_COLUMNS = 8;
/**
 * Most rows of a tile. Ten accumulators, two vectors of `b`, a factor of `a` and a product fit 16 registers; where four factors of each row wait
 * in a register too, one row less does.
 */
export function maxTileRows({ checkedAccess }: TargetFeatures): number {
  return checkedAccess === true ? 4 : 5;
}
/** Sums of at most so many products are written out without loops. */
const LONGEST_UNROLLED = 16;

/** One k: every row's factor times the columns of `b`. */
function emitProducts(
  fn: FunctionBuilder,
  registers: TileRegisters,
  options: {
    readonly a: I32;
    readonly aOffsets: readonly number[];
    readonly b: I32;
    readonly bOffset: number;
    readonly features: TargetFeatures;
  },
): void {
  const { a, aOffsets, b, bOffset, features } = options;
  loadColumns(fn, registers, b, bOffset);
  const lanes = features.checkedAccess === true ? rowsInLanes(fn, a, aOffsets) : null;
  for (const [row, offset] of aOffsets.entries()) {
    addProducts(fn, registers, {
      row,
      factor: lanes?.[row] ?? v128.load32Splat({ address: a, offset }),
      features,
    });
  }
}

/** Byte offsets of `a` and `b` at each turn of loops, in order; null if there are too many to write out. */
function unrolledOffsets(loops: readonly ProductLoop[]): { a: number; b: number }[] | null {
  let offsets = [{ a: 0, b: 0 }];
  for (const { count, aStep, bStep } of loops) {
    if (typeof count !== "number" || count * offsets.length > LONGEST_UNROLLED) {
      return null;
    }
    offsets = offsets.flatMap(({ a, b }) =>
      Array.from({ length: count }, (_unused, turn) => ({ a: a + turn * aStep, b: b + turn * bStep })),
    );
  }
  return offsets;
}

function emitSums(fn: FunctionBuilder, tile: Tile, registers: TileRegisters, features: TargetFeatures): void {
  const { a, b, aOffsets, loops } = tile;
  const unrolled = unrolledOffsets(loops);
  if (unrolled !== null) {
    for (const offset of unrolled) {
      const moved = aOffsets.map((row) => row + offset.a);
      emitProducts(fn, registers, { a, aOffsets: moved, b, bOffset: offset.b, features });
    }
    return;
  }
  const pointers = { a: fn.let(a), b: fn.let(b) };
  const nest = ([loop, ...inner]: readonly ProductLoop[]): void => {
    if (loop === undefined) {
      emitProducts(fn, registers, { ...pointers, aOffsets, bOffset: 0, features });
      return;
    }
    if (inner.length === 0 && features.checkedAccess === true && isLaneLoop(loop)) {
      emitLaneLoop(fn, registers, { loop, ...pointers, aOffsets, features });
      return;
    }
    fn.range({ to: loop.count }, () => {
      nest(inner);
      const [next] = inner;
      const turns = (next?.count as number | undefined) ?? 0;
      fn.increase(pointers.a, loop.aStep - turns * (next?.aStep ?? 0));
      fn.increase(pointers.b, loop.bStep - turns * (next?.bStep ?? 0));
    });
  };
  nest(loops);
}

/**
 * Emits a tile: all its sums stay in registers from the first product to the last.
 * The order of a sum's products is that of the loops, so its bits do not depend on how a result is cut into tiles.
 */
export function emitTile(fn: FunctionBuilder, tile: Tile, features: TargetFeatures): void {
  const { c, aOffsets, cOffsets, columns, accumulate, finish } = tile;
  const vectors = Math.ceil(columns / LANES);
  const each = <TResult>(make: (index: number) => TResult): TResult[] =>
    Array.from({ length: vectors }, (_unused, index) => make(index));
  const registers: TileRegisters = {
    accumulators: aOffsets.map(() => each(() => fn.local("v128"))),
    columns: each(() => fn.local("v128")),
    factor: fn.local("v128"),
  };
  for (const [row, sums] of registers.accumulators.entries()) {
    for (const [index, sum] of sums.entries()) {
      const offset = cOffsets[row]! + index * VECTOR_BYTES;
      fn.set(sum, accumulate ? v128.load({ address: c, offset }) : f32x4.constant(0));
    }
  }
  emitSums(fn, tile, registers, features);
  for (const [row, sums] of registers.accumulators.entries()) {
    const place = { address: c, offset: cOffsets[row]! };
    const stored = sums.map((sum, index): V128 => {
      const offset = index * VECTOR_BYTES;
      const count = Math.min(LANES, columns - index * LANES) as LaneCount;
      return finish === undefined ? sum : finish(sum, { place: further(place, offset), offset, count });
    });
    storeColumns(fn, place, { vectors: stored, count: columns });
  }
}
