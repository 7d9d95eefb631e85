import { sizeOf, type TensorType } from "../../../graph/tensor_type.ts";
import type { I32 } from "../assembler/expression.ts";
import type { FunctionBuilder } from "../assembler/function_builder.ts";
import type { Operand } from "../kernels/operand.ts";
import { bytesOf } from "./values.ts";

/** Height, width and channels: the last three axes. */
export function imageSizes({ shape }: TensorType): { height: number; width: number; channels: number } {
  const [height, width, channels] = shape.slice(-3) as [number, number, number];
  return { height, width, channels };
}

/**
 * Emits a body for each image of operands that hold several, or once for operands that are one image's part.
 * @param operands Those with an axis of images; the body gets their addresses at the image.
 */
export function eachImage(
  fn: FunctionBuilder,
  operands: readonly Operand[],
  body: (addresses: readonly I32[]) => void,
): void {
  const [first] = operands;
  if (first!.type.shape.length === 3) {
    body(operands.map(({ address }) => address));
    return;
  }
  const addresses = operands.map(({ address }) => fn.let(address));
  const images = first!.type.shape[0]!;
  fn.range({ to: images }, () => {
    body(addresses);
    for (const [index, { type }] of operands.entries()) {
      fn.increase(addresses[index]!, bytesOf(type) / images);
    }
  });
}

function isLike({ type: { shape } }: Operand, target: Operand): boolean {
  return shape.length === target.type.shape.length && sizeOf(shape) === sizeOf(target.type.shape);
}

/** Of operands, those that have an image for each of a target's, for `eachImage`. */
export function slices(operands: readonly Operand[], target: Operand): Operand[] {
  return operands.filter((operand) => isLike(operand, target));
}

/** Operands with those of `slices` at the addresses of one image. */
export function relocate(
  operands: readonly Operand[],
  target: Operand,
  addresses: readonly I32[],
): readonly Operand[] {
  let next = 0;
  return operands.map((operand) =>
    isLike(operand, target) ? { ...operand, address: addresses[next++]! } : operand,
  );
}
