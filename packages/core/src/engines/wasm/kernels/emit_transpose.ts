import { bytesPerElement, type Shape } from "../../../graph/tensor_type.ts";
import type { I32, V128 } from "../assembler/expression.ts";
import type { FunctionBuilder } from "../assembler/function_builder.ts";
import { i32 } from "../assembler/scalar_instructions.ts";
import { f32x4, v128 } from "../assembler/vector_instructions.ts";
import { emitFours, emitLoops, type LoopAxis } from "./axis_loops.ts";
import { emitCopiedRun } from "./emit_run.ts";
import { type LaneCount, loadLanes, storeLanes } from "./lanes_in_memory.ts";
import type { Operand } from "./operand.ts";

/** A tensor and the same with its axes in another order. */
export interface Transpose {
  readonly source: Operand;
  readonly target: Operand;
  /** Axis `i` of the target is axis `permutation[i]` of the source. */
  readonly permutation: readonly number[];
}

interface MovedAxis {
  readonly size: number;
  /** Elements from one index to the next. */
  readonly sourceStride: number;
  readonly targetStride: number;
}

/** Axes of the target, outermost first, without those of size 1; neighbours that stay together are one. */
function movedAxes(shape: Shape, permutation: readonly number[]): readonly MovedAxis[] {
  const sourceStrides = shape.map((_size, axis) => shape.slice(axis + 1).reduce((a, b) => a * b, 1));
  const merged: MovedAxis[] = [];
  let targetStride = 1;
  for (const axis of permutation.toReversed()) {
    const size = shape[axis]!;
    const sourceStride = sourceStrides[axis]!;
    if (size === 1) {
      continue;
    }
    const [inner] = merged;
    if (inner !== undefined && inner.size * inner.sourceStride === sourceStride) {
      merged[0] = { ...inner, size: inner.size * size };
    } else {
      merged.unshift({ size, sourceStride, targetStride });
    }
    targetStride *= size;
  }
  return merged;
}

/** Four vectors as columns instead of rows. */
export function emitTransposedLanes(
  fn: FunctionBuilder,
  [a, b, c, d]: readonly [V128, V128, V128, V128],
): readonly [V128, V128, V128, V128] {
  const interleaveLow = (x: V128, y: V128): V128 =>
    fn.let(v128.shuffle(x, y, [0, 1, 2, 3, 16, 17, 18, 19, 4, 5, 6, 7, 20, 21, 22, 23]));
  const interleaveHigh = (x: V128, y: V128): V128 =>
    fn.let(v128.shuffle(x, y, [8, 9, 10, 11, 24, 25, 26, 27, 12, 13, 14, 15, 28, 29, 30, 31]));
  const [evenLow, oddLow] = [interleaveLow(a, c), interleaveLow(b, d)];
  const [evenHigh, oddHigh] = [interleaveHigh(a, c), interleaveHigh(b, d)];
  return [
    interleaveLow(evenLow, oddLow),
    interleaveHigh(evenLow, oddLow),
    interleaveLow(evenHigh, oddHigh),
    interleaveHigh(evenHigh, oddHigh),
  ];
}

/** Two axes of 4-byte elements that change places, in tiles of four by four. */
interface Tiles {
  /** The innermost axis of the target. */
  readonly row: LoopAxis;
  /** The innermost axis of the source. */
  readonly column: LoopAxis;
}

function emitTile(
  fn: FunctionBuilder,
  { row, column }: Tiles,
  tile: { readonly from: I32; readonly to: I32; readonly rows: LaneCount; readonly columns: LaneCount },
): void {
  const loads = [0, 1, 2, 3].map((index) => {
    const place = { address: tile.from, offset: index * row.strides[0]! };
    return fn.let(index < tile.rows ? loadLanes(place, "float32", tile.columns) : f32x4.constant(0));
  });
  const turned = emitTransposedLanes(fn, loads as unknown as readonly [V128, V128, V128, V128]);
  for (let index = 0; index < tile.columns; index++) {
    const place = { address: tile.to, offset: index * column.strides[1]! };
    storeLanes(fn, place, turned[index]!, { dtype: "float32", count: tile.rows });
  }
}

/** Emits a tensor with its axes in another order. */
export function emitTranspose(fn: FunctionBuilder, { source, target, permutation }: Transpose): void {
  const elementBytes = bytesPerElement(source.type.dtype);
  const axes = movedAxes(source.type.shape, permutation);
  const loops = axes.map(({ size, sourceStride, targetStride }) => ({
    size,
    strides: [sourceStride * elementBytes, targetStride * elementBytes],
  }));
  const start = [source.address, target.address];
  const inner = axes.at(-1) ?? { size: 1, sourceStride: 1 };
  if (inner.sourceStride === 1) {
    emitLoops(fn, loops.slice(0, -1), start, ([from, to]) => {
      const bytes = inner.size * elementBytes;
      emitCopiedRun(fn, { source: { address: from! }, target: { address: to! }, bytes });
    });
    return;
  }
  if (elementBytes === 1) {
    emitLoops(fn, loops, start, ([from, to]) => {
      fn.storeByte({ address: to! }, i32.loadByte({ address: from! }));
    });
    return;
  }
  const columnAxis = axes.findIndex(({ sourceStride }) => sourceStride === 1);
  const tiles: Tiles = { row: loops.at(-1)!, column: loops[columnAxis]! };
  const around = loops.filter((_loop, axis) => axis !== columnAxis && axis !== loops.length - 1);
  emitLoops(fn, around, start, (corner) => {
    emitFours(fn, tiles.row, corner, (edge, rows) => {
      emitFours(fn, tiles.column, edge, ([from, to], columns) => {
        emitTile(fn, tiles, { from: from!, to: to!, rows, columns });
      });
    });
  });
}
