import { NO_PADDING, type Padding2d, type Size2d, samePadding } from "../graph/ops/window.ts";
import type { Shape } from "../graph/tensor_type.ts";
import type { EnumParameter, Size2dParameter } from "../parameters/parameter_definition.ts";
import { ParameterError } from "./layer_definition.ts";

/** How a window treats the border. */
export type PaddingMode = "valid" | "same" | "explicit";

/** The border that a layer adds around its input. */
export interface PaddingParameters {
  readonly padding: PaddingMode;
  /** Rows above and columns to the left; 0 unless the padding is explicit. */
  readonly paddingBefore: Size2d;
  /** Rows below and columns to the right; 0 unless the padding is explicit. */
  readonly paddingAfter: Size2d;
}

/** Definitions of {@linkcode PaddingParameters}. */
export const PADDING_PARAMETERS: {
  readonly padding: EnumParameter<PaddingMode>;
  readonly paddingBefore: Size2dParameter;
  readonly paddingAfter: Size2dParameter;
} = {
  padding: {
    kind: "enum",
    typeName: "Padding",
    summary:
      "valid: the window stays inside the image; same: the border is padded so that stride 1 keeps the size; explicit: by paddingBefore and paddingAfter.",
    values: ["valid", "same", "explicit"],
    default: "valid",
  },
  paddingBefore: {
    kind: "size2d",
    summary: "Rows added above and columns added to the left; 0 unless padding is explicit.",
    minimum: 0,
    default: [0, 0],
  },
  paddingAfter: {
    kind: "size2d",
    summary: "Rows added below and columns added to the right; 0 unless padding is explicit.",
    minimum: 0,
    default: [0, 0],
  },
};

/** A window over an image `[height, width, channels]`. */
export interface Window extends PaddingParameters {
  readonly size: Size2d;
  readonly strides: Size2d;
  readonly dilations?: Size2d;
}

/** Rows and columns that a window reaches over. */
function extentOf({ size, dilations = [1, 1] }: Window): Size2d {
  return [(size[0] - 1) * dilations[0] + 1, (size[1] - 1) * dilations[1] + 1];
}

/** Explicit padding as it is written. */
export function explicitPadding({ paddingBefore, paddingAfter }: PaddingParameters): Padding2d {
  return { top: paddingBefore[0], bottom: paddingAfter[0], left: paddingBefore[1], right: paddingAfter[1] };
}

/** The rows and columns that a mode adds around an image. */
export function resolvePadding(image: Shape, window: Window): Padding2d {
  switch (window.padding) {
    case "valid":
      return NO_PADDING;
    case "same":
      return samePadding([image[0]!, image[1]!], window.size, window.strides, window.dilations);
    case "explicit":
      return explicitPadding(window);
  }
}

/**
 * Checks that explicit padding goes with the mode, and that no window can lie in padding alone: it would see nothing of the image.
 * @throws {ParameterError} If it does not.
 */
export function checkPadding(window: Window): void {
  const extent = extentOf(window);
  for (const name of ["paddingBefore", "paddingAfter"] as const) {
    const given = window[name];
    if (window.padding !== "explicit" && given.some((size) => size !== 0)) {
      throw new ParameterError(name, `be 0 unless padding is explicit (it is ${window.padding})`, given);
    }
    if (given.some((size, axis) => size !== 0 && size >= extent[axis]!)) {
      throw new ParameterError(name, `be smaller than the window of ${extent[0]} x ${extent[1]}`, given);
    }
  }
}

/**
 * Height and width that a window leaves of an image.
 * @param parameter The layer's name for the window's size, for the error.
 * @throws {ParameterError} If the input is not an image, the padding is not valid, or the window is larger than the image with it.
 */
export function windowShape(parameter: string, image: Shape, window: Window): Size2d {
  if (image.length !== 3) {
    throw new ParameterError("its input", "be an image [height, width, channels]", image);
  }
  checkPadding(window);
  const { size, strides } = window;
  const extent = extentOf(window);
  const pad = resolvePadding(image, window);
  const height = Math.floor((image[0]! + pad.top + pad.bottom - extent[0]) / strides[0]) + 1;
  const width = Math.floor((image[1]! + pad.left + pad.right - extent[1]) / strides[1]) + 1;
  if (height < 1 || width < 1) {
    const padded = window.padding === "explicit" ? " with its padding" : "";
    throw new ParameterError(
      parameter,
      `not be larger than its input of ${image[0]} x ${image[1]}${padded}`,
      size,
    );
  }
  return [height, width];
}
