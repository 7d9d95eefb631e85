import type { NodeOf } from "./graph.ts";
import { concat } from "./ops/region.ts";
import type { Value } from "./value.ts";

/** A part of a tensor along one axis, with zeros in place of the rest. */
interface Piece {
  readonly value: Value;
  readonly axis: number;
  readonly start: number;
  readonly end: number;
}

/** What a value is a piece of; null if it is none. */
function pieceOf(value: Value): Piece | null {
  const { builder } = value;
  const node = builder.node(value);
  if (node.op !== "pad") {
    return null;
  }
  const { attributes, type, inputs } = node as NodeOf<"pad">;
  const { before, after } = attributes;
  const axes = before.flatMap((count, axis) => (count + after[axis]! > 0 ? [axis] : []));
  if (attributes.value !== 0 || axes.length !== 1) {
    return null;
  }
  const axis = axes[0]!;
  const end = type.shape[axis]! - after[axis]!;
  return { value: builder.value(inputs[0]!), axis, start: before[axis]!, end };
}

/**
 * The sum of pieces that lie side by side and leave nothing out, such as the gradients of the slices that a tensor was cut into: they need only be
 * put together.
 * @returns Null if the values are nothing of the kind.
 */
export function joinPieces(values: readonly Value[]): Value | null {
  const pieces = values.map(pieceOf).sort((a, b) => (a?.start ?? 0) - (b?.start ?? 0));
  const [first, ...others] = pieces;
  const size = first && values[0]!.shape[first.axis]!;
  const isWhole =
    first?.start === 0 &&
    pieces.every(
      (piece, index) => piece?.axis === first.axis && piece.end === (pieces[index + 1]?.start ?? size),
    );
  return isWhole ? concat([first.value, ...others.map((piece) => piece!.value)], first.axis) : null;
}
