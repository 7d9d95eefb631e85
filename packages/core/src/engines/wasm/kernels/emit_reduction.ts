import type { I32, V128 } from "../assembler/expression.ts";
import type { FunctionBuilder } from "../assembler/function_builder.ts";
import { f32x4, i32x4, splatLane, v128 } from "../assembler/vector_instructions.ts";
import { emitLoops, type LoopAxis } from "./axis_loops.ts";
import { emitVectorTotals, type Reducer } from "./emit_vector_totals.ts";
import { type LaneCount, loadLanes, storeLanes, tailOf } from "./lanes_in_memory.ts";
import type { Operand } from "./operand.ts";
import { type ReducedAxis, reducedAxes } from "./reduced_axes.ts";
import type { TargetFeatures } from "./target_features.ts";

/** A sum or maximum of float32 over axes. */
export interface Reduction {
  readonly op: "sum" | "max";
  readonly source: Operand;
  readonly target: Operand;
  /** Axes of the source. */
  readonly axes: readonly number[];
  /** Whether the result is added to what the target holds; for sums only. */
  readonly accumulate: boolean;
}

/** How the elements of the target come about: in rows of `size` neighbours of the source. */
interface Form {
  readonly reducer: Reducer;
  readonly accumulate: boolean;
  readonly size: number;
  /** Reduced axes around the neighbours, outermost first. */
  readonly reduced: readonly LoopAxis[];
}

const REDUCERS: Readonly<Record<Reduction["op"], Reducer>> = {
  sum: { combine: f32x4.add, identity: 0 },
  // A NaN in either operand gives NaN
  max: { combine: f32x4.max, identity: Number.NEGATIVE_INFINITY },
};

/** Columns that are totalled side by side. */
const BLOCK = 32;

/** How far lanes are moved: the upper half into the lower. */
const UPPER_HALF = [8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15];

interface StoredTotal {
  readonly address: I32;
  readonly offset: number;
  readonly count: LaneCount;
}

function emitStore(fn: FunctionBuilder, { accumulate }: Form, total: V128, place: StoredTotal): void {
  const value = accumulate ? f32x4.add(loadLanes(place, "float32", place.count), total) : total;
  storeLanes(fn, place, fn.let(value), { dtype: "float32", count: place.count });
}

/** The first lanes of what is at a place, the others as if they were not there. */
function loadTail({ identity }: Reducer, place: StoredTotal): V128 {
  const isThere = [0, 1, 2, 3].map((lane) => (lane < place.count ? -1 : 0));
  return v128.bitSelect(
    loadLanes(place, "float32", place.count),
    f32x4.constant(identity),
    i32x4.constant(isThere as [number, number, number, number]),
  );
}

/** One element of the target from neighbours. */
function emitNeighbours(fn: FunctionBuilder, form: Form, [from, to]: readonly [I32, I32]): void {
  const { reducer, size } = form;
  const { combine } = reducer;
  const vectors = Math.floor(size / 4);
  const tail = tailOf(size);
  const rest = (address: I32): V128 => loadTail(reducer, { address, offset: vectors * 16, count: tail! });
  const [lanes] = emitVectorTotals(
    fn,
    {
      reducer,
      counts: [4],
      outer: form.reduced,
      rows: { size: vectors, strides: [16] },
      rest: tail === null ? undefined : rest,
    },
    from,
  );
  const half = fn.let(combine(lanes!, v128.shuffle(lanes!, lanes!, UPPER_HALF)));
  emitStore(fn, form, combine(half, splatLane(half, 1)), { address: to, offset: 0, count: 1 });
}

/** Neighbouring elements of the target, each from the rows above it. */
function emitColumns(fn: FunctionBuilder, form: Form, start: readonly [I32, I32]): void {
  const { reducer, reduced, size } = form;
  const emitBlock = ([from, to]: readonly I32[], offset: number, columns: number): void => {
    const counts = Array.from(
      { length: Math.ceil(columns / 4) },
      (_unused, index) => Math.min(4, columns - 4 * index) as LaneCount,
    );
    const outer = reduced.slice(0, -1);
    const rows = reduced.at(-1) ?? { size: 1, strides: [0] };
    const totals = emitVectorTotals(fn, { reducer, counts, outer, rows, offset }, from!);
    for (const [index, total] of totals.entries()) {
      emitStore(fn, form, total, { address: to!, offset: offset + 16 * index, count: counts[index]! });
    }
  };
  const blocks = Math.floor(size / BLOCK);
  if (blocks > 0) {
    const axis = { size: blocks, strides: [BLOCK * 4, BLOCK * 4] };
    emitLoops(fn, [axis], start, (addresses) => emitBlock(addresses, 0, BLOCK));
  }
  if (size > blocks * BLOCK) {
    emitBlock(start, blocks * BLOCK * 4, size - blocks * BLOCK);
  }
}

function loopOf({ size, sourceStride, targetStride }: ReducedAxis): LoopAxis {
  return { size, strides: [sourceStride * 4, targetStride * 4] };
}

/**
 * Emits a reduction over any axes.
 * The order of additions follows from the shape alone, with no run of more than a few hundred additions into one sum.
 */
export function emitReduction(fn: FunctionBuilder, reduction: Reduction, _features: TargetFeatures): void {
  const { op, source, target, accumulate } = reduction;
  const axes = reducedAxes(source.type.shape, reduction.axes);
  const inner = axes.at(-1) ?? { size: 1, sourceStride: 1, targetStride: 1, reduced: false };
  const around = axes.slice(0, -1);
  const form: Form = {
    reducer: REDUCERS[op],
    accumulate,
    size: inner.size,
    reduced: around.filter(({ reduced }) => reduced).map(loopOf),
  };
  const kept = around.filter(({ reduced }) => !reduced).map(loopOf);
  emitLoops(fn, kept, [source.address, target.address], ([from, to]) => {
    const emit = inner.reduced ? emitNeighbours : emitColumns;
    emit(fn, form, [from!, to!]);
  });
}
