import { bytesPerElement, type Shape } from "../../../graph/tensor_type.ts";
import type { I32, V128 } from "../assembler/expression.ts";
import type { FunctionBuilder } from "../assembler/function_builder.ts";
import { i32 } from "../assembler/scalar_instructions.ts";
import { i32x4, v128 } from "../assembler/vector_instructions.ts";
import { emitLoops } from "./axis_loops.ts";
import { emitCopiedRun, emitFilledRun } from "./emit_run.ts";
import type { Operand } from "./operand.ts";
import { type ReducedAxis, reducedAxes } from "./reduced_axes.ts";

/** A tensor and what it is repeated to. */
export interface Broadcast {
  readonly source: Operand;
  readonly target: Operand;
}

/** Axes of the target, those along which the source repeats as if the target were reduced to it. */
function axesOf(from: Shape, to: Shape): readonly ReducedAxis[] {
  const added = to.length - from.length;
  const repeated = to.flatMap((size, axis) =>
    axis < added || (from[axis - added] === 1 && size !== 1) ? [axis] : [],
  );
  return reducedAxes(to, repeated);
}

function loadPattern(address: I32, bytes: number): V128 {
  return bytes === 4
    ? v128.load32Splat({ address })
    : i32x4.splat(i32.mul(i32.loadByte({ address }), i32.constant(0x0101_0101)));
}

/** Emits repeating a tensor along axes of size 1 and along new outer axes. */
export function emitBroadcast(fn: FunctionBuilder, { source, target }: Broadcast): void {
  const elementBytes = bytesPerElement(source.type.dtype);
  const axes = axesOf(source.type.shape, target.type.shape);
  const inner = axes.at(-1) ?? { size: 1, reduced: false };
  const loops = axes.slice(0, -1).map(({ size, sourceStride, targetStride }) => ({
    size,
    strides: [targetStride * elementBytes, sourceStride * elementBytes],
  }));
  const bytes = inner.size * elementBytes;
  emitLoops(fn, loops, [source.address, target.address], ([from, to]) => {
    const place = { address: to! };
    if (inner.reduced) {
      const pattern = fn.let(loadPattern(from!, elementBytes));
      emitFilledRun(fn, { pattern, target: place, bytes });
    } else {
      emitCopiedRun(fn, { source: { address: from! }, target: place, bytes });
    }
  });
}
