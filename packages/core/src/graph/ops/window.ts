import type { TensorType } from "../tensor_type.ts";
import { formatType } from "../tensor_type.ts";

/** Height and width. */
export type Size2d = readonly [height: number, width: number];

/** Rows and columns added around an image. */
export interface Padding2d {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

/** No padding. */
export const NO_PADDING: Padding2d = { top: 0, bottom: 0, left: 0, right: 0 };

/** How a window moves over an image. */
export interface WindowAttributes {
  readonly strides: Size2d;
  readonly padding: Padding2d;
}

/**
 * Height and width of what a window of `size` leaves: `floor((in + padding - extent) / stride) + 1`, `extent = (size - 1) * dilation + 1`.
 * @throws {RangeError} If the window is larger than the padded image.
 */
export function windowOutput(
  op: string,
  input: TensorType,
  size: Size2d,
  attributes: WindowAttributes & { readonly dilations?: Size2d },
): Size2d {
  const { strides, padding, dilations = [1, 1] } = attributes;
  const padded = [
    input.shape[1]! + padding.top + padding.bottom,
    input.shape[2]! + padding.left + padding.right,
  ] as const;
  const output = [0, 1].map((axis) => {
    const extent = (size[axis]! - 1) * dilations[axis]! + 1;
    return Math.floor((padded[axis]! - extent) / strides[axis]!) + 1;
  });
  if (output[0]! < 1 || output[1]! < 1) {
    throw new RangeError(
      `Cannot apply "${op}" as the window must not be larger than the padded input ${formatType(input)}: current size is [${size.join(",")}]`,
    );
  }
  return [output[0]!, output[1]!];
}

/** Padding under which a stride-1 window keeps the image size; the odd row or column goes to the bottom and the right, as in TensorFlow. */
export function samePadding(
  input: Size2d,
  size: Size2d,
  strides: Size2d,
  dilations: Size2d = [1, 1],
): Padding2d {
  const [vertical, horizontal] = [0, 1].map((axis) => {
    const extent = (size[axis]! - 1) * dilations[axis]! + 1;
    const output = Math.ceil(input[axis]! / strides[axis]!);
    return Math.max(0, (output - 1) * strides[axis]! + extent - input[axis]!);
  });
  const top = Math.floor(vertical! / 2);
  const left = Math.floor(horizontal! / 2);
  return { top, bottom: vertical! - top, left, right: horizontal! - left };
}
