import { bytesPerElement, type Shape } from "../../../graph/tensor_type.ts";
import type { FunctionBuilder } from "../assembler/function_builder.ts";
import { emitLoops } from "./axis_loops.ts";
import { emitCopiedRun } from "./emit_run.ts";
import type { Operand } from "./operand.ts";
import { moved } from "./tile_grid.ts";

/** A box of elements of one tensor, and where it goes in another. */
export interface Region {
  readonly source: Operand;
  readonly target: Operand;
  /** First index along each axis of the source. */
  readonly from: readonly number[];
  /** First index along each axis of the target. */
  readonly to: readonly number[];
  readonly size: Shape;
}

interface RegionAxis {
  readonly size: number;
  /** Elements from one index to the next. */
  readonly sourceStride: number;
  readonly targetStride: number;
}

function stridesOf(shape: Shape): number[] {
  return shape.map((_size, axis) => shape.slice(axis + 1).reduce((a, b) => a * b, 1));
}

function placeIn(shape: Shape, index: readonly number[]): number {
  return stridesOf(shape).reduce((sum, stride, axis) => sum + stride * index[axis]!, 0);
}

/** Axes of the box, outermost first, without those of one index; neighbours that lie the same way in both tensors are one. */
function axesOf({ source, target, size }: Region): RegionAxis[] {
  const sourceStrides = stridesOf(source.type.shape);
  const targetStrides = stridesOf(target.type.shape);
  const merged: RegionAxis[] = [];
  for (let axis = size.length - 1; axis >= 0; axis--) {
    const own = {
      size: size[axis]!,
      sourceStride: sourceStrides[axis]!,
      targetStride: targetStrides[axis]!,
    };
    const [inner] = merged;
    if (own.size === 1) {
      continue;
    }
    if (
      inner !== undefined &&
      inner.size * inner.sourceStride === own.sourceStride &&
      inner.size * inner.targetStride === own.targetStride
    ) {
      merged[0] = { ...inner, size: inner.size * own.size };
    } else {
      merged.unshift(own);
    }
  }
  return merged;
}

/** Emits copying a box of elements from one tensor into another; the rest of the target stays as it is. */
export function emitRegion(fn: FunctionBuilder, region: Region): void {
  const { source, target, from, to } = region;
  const elementBytes = bytesPerElement(source.type.dtype);
  const axes = axesOf(region);
  const inner = axes.at(-1);
  const isRun = inner !== undefined && inner.sourceStride === 1 && inner.targetStride === 1;
  const bytes = (isRun ? inner.size : 1) * elementBytes;
  const loops = (isRun ? axes.slice(0, -1) : axes).map(({ size, sourceStride, targetStride }) => ({
    size,
    strides: [sourceStride * elementBytes, targetStride * elementBytes],
  }));
  const start = [
    fn.let(moved(source.address, placeIn(source.type.shape, from) * elementBytes)),
    fn.let(moved(target.address, placeIn(target.type.shape, to) * elementBytes)),
  ];
  emitLoops(fn, loops, start, ([fromAt, toAt]) => {
    emitCopiedRun(fn, { source: { address: fromAt! }, target: { address: toAt! }, bytes });
  });
}
