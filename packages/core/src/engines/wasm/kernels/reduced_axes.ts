import type { Shape } from "../../../graph/tensor_type.ts";

/** Axes that lie next to each other and are either all reduced or all kept, as one. */
export interface ReducedAxis {
  readonly size: number;
  /** Elements of the source from one index to the next. */
  readonly sourceStride: number;
  /** Elements of the target from one index to the next; 0 if the axis is reduced. */
  readonly targetStride: number;
  readonly reduced: boolean;
}

/** A shape's axes, outermost first, with those of size 1 left out and equal neighbours merged: reduced and kept ones take turns. */
export function reducedAxes(shape: Shape, axes: readonly number[]): readonly ReducedAxis[] {
  const merged: ReducedAxis[] = [];
  let sourceStride = 1;
  let targetStride = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const size = shape[axis]!;
    const reduced = axes.includes(axis);
    if (size === 1) {
      continue;
    }
    const [outer] = merged;
    if (outer?.reduced === reduced) {
      merged[0] = { ...outer, size: outer.size * size };
    } else {
      merged.unshift({ size, sourceStride, targetStride: reduced ? 0 : targetStride, reduced });
    }
    sourceStride *= size;
    targetStride *= reduced ? 1 : size;
  }
  return merged;
}
