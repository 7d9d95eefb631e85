import type { I32, V128 } from "../assembler/expression.ts";
import type { FunctionBuilder } from "../assembler/function_builder.ts";
import { i32 } from "../assembler/scalar_instructions.ts";
import { f32x4 } from "../assembler/vector_instructions.ts";
import { emitLoops, type LoopAxis } from "./axis_loops.ts";
import { type LaneCount, loadLanes } from "./lanes_in_memory.ts";

/** How float32 numbers become one. */
export interface Reducer {
  readonly combine: (x: V128, y: V128) => V128;
  /** What changes nothing. */
  readonly identity: number;
}

/** Vectors that are totalled over rows. */
export interface VectorRows {
  readonly reducer: Reducer;
  /** The elements of each vector of a row; the vectors lie one behind the other. */
  readonly counts: readonly LaneCount[];
  /** Axes around the rows. */
  readonly outer: readonly LoopAxis[];
  readonly rows: LoopAxis;
  /** Bytes from a row's address to its first vector. @default {0} */
  readonly offset?: number;
  /** What comes on top of the first vector's total, given the first row's address. */
  readonly rest?: ((address: I32) => V128) | undefined;
}

/** Additions that may wait for each other's results; enough to hide how long one takes. */
const ACCUMULATORS = 8;
/** Longest run of additions into one accumulator: rounding errors grow with it. */
const LONGEST_RUN = 256;

/** Totals of a number of rows from `address` on. Several accumulators take turns, and are combined in pairs. */
function emitPiece(fn: FunctionBuilder, vectors: VectorRows, address: I32, size: number): readonly V128[] {
  const { offset = 0 } = vectors;
  const { combine, identity } = vectors.reducer;
  const stride = vectors.rows.strides[0]!;
  const group = Math.min(size, groupOf(vectors));
  const sums = Array.from({ length: group }, () =>
    vectors.counts.map(() => fn.let(f32x4.constant(identity))),
  );
  const addRows = (from: I32, count: number): void => {
    for (let row = 0; row < count; row++) {
      for (const [index, sum] of sums[row]!.entries()) {
        const place = { address: from, offset: offset + row * stride + index * 16 };
        fn.set(sum, combine(sum, loadLanes(place, "float32", vectors.counts[index]!)));
      }
    }
  };
  const groups = Math.floor(size / group);
  const whole = { size: groups, strides: [group * stride] };
  emitLoops(fn, [whole], [address], ([from]) => addRows(from!, group));
  if (size > groups * group) {
    addRows(fn.let(i32.add(address, i32.constant(groups * group * stride))), size - groups * group);
  }
  for (let step = 1; step < group; step *= 2) {
    for (let row = 0; row + step < group; row += 2 * step) {
      for (const [index, sum] of sums[row]!.entries()) {
        fn.set(sum, combine(sum, sums[row + step]![index]!));
      }
    }
  }
  return sums[0]!;
}

function groupOf({ counts }: VectorRows): number {
  return Math.max(1, Math.floor(ACCUMULATORS / counts.length));
}

/**
 * Emits the totals of vectors over rows, in an order that the sizes alone decide.
 * @param from The first row's address at index 0 of all outer axes.
 * @returns A variable for each vector.
 */
export function emitVectorTotals(fn: FunctionBuilder, vectors: VectorRows, from: I32): readonly V128[] {
  const { reducer, counts, outer, rows, rest } = vectors;
  const totals = counts.map(() => fn.let(f32x4.constant(reducer.identity)));
  const run = LONGEST_RUN * groupOf(vectors);
  const runs = Math.floor(rows.size / run);
  const stride = rows.strides[0]!;
  const addPiece = (address: I32, size: number): void => {
    for (const [index, sum] of emitPiece(fn, vectors, address, size).entries()) {
      fn.set(totals[index]!, reducer.combine(totals[index]!, sum));
    }
  };
  emitLoops(fn, outer, [from], ([address]) => {
    if (runs > 0) {
      const axis = { size: runs, strides: [run * stride] };
      emitLoops(fn, [axis], [address!], ([at]) => addPiece(at!, run));
    }
    if (rows.size > runs * run) {
      addPiece(fn.let(i32.add(address!, i32.constant(runs * run * stride))), rows.size - runs * run);
    }
    if (rest !== undefined) {
      fn.set(totals[0]!, reducer.combine(totals[0]!, rest(address!)));
    }
  });
  return totals;
}
