import { NO_PADDING, type Padding2d, type Size2d, samePadding } from "../graph/ops/window.ts";
import type { Shape } from "../graph/tensor_type.ts";
import type { EnumParameter } from "../parameters/parameter_definition.ts";
import { ParameterError } from "./layer_definition.ts";

/** How a window treats the border. */
export type PaddingMode = "valid" | "same";

/** Definition of a `padding` parameter. */
export const PADDING_PARAMETER: EnumParameter<PaddingMode> = {
  kind: "enum",
  typeName: "Padding",
  summary:
    "valid: the window stays inside the image; same: the border is padded so that stride 1 keeps the size.",
  values: ["valid", "same"],
  default: "valid",
};

/** A window over an image `[height, width, channels]`. */
export interface Window {
  readonly size: Size2d;
  readonly strides: Size2d;
  readonly dilations?: Size2d;
  readonly padding: PaddingMode;
}

/** The rows and columns that a mode adds around an image. */
export function resolvePadding(image: Shape, window: Window): Padding2d {
  const { size, strides, dilations, padding } = window;
  return padding === "same" ? samePadding([image[0]!, image[1]!], size, strides, dilations) : NO_PADDING;
}

/**
 * Height and width that a window leaves of an image.
 * @param parameter The layer's name for the window's size, for the error.
 * @throws {ParameterError} If the input is not an image, or the window is larger than it.
 */
export function windowShape(parameter: string, image: Shape, window: Window): Size2d {
  if (image.length !== 3) {
    throw new ParameterError("its input", "be an image [height, width, channels]", image);
  }
  const { size, strides, dilations = [1, 1] } = window;
  const pad = resolvePadding(image, window);
  const height =
    Math.floor((image[0]! + pad.top + pad.bottom - (size[0] - 1) * dilations[0] - 1) / strides[0]) + 1;
  const width =
    Math.floor((image[1]! + pad.left + pad.right - (size[1] - 1) * dilations[1] - 1) / strides[1]) + 1;
  if (height < 1 || width < 1) {
    throw new ParameterError(parameter, `not be larger than its input of ${image[0]} x ${image[1]}`, size);
  }
  return [height, width];
}
