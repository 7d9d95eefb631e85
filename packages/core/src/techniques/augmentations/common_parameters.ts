import type { FloatParameter, IntParameter } from "../../parameters/parameter_definition.ts";

/** How often an augmentation is applied. */
export function probabilityParameter(defaultValue: number): FloatParameter {
  return {
    kind: "float",
    summary: "Part of the images that it changes.",
    minimum: 0,
    maximum: 1,
    default: defaultValue,
  };
}

/** Byte of pixels that come from outside the image. */
export const FILL_PARAMETER: IntParameter = {
  kind: "int",
  summary: "Value of the pixels that take the place of missing ones, in every channel.",
  minimum: 0,
  maximum: 255,
  default: 0,
};

/** A part of something, 0 to 1. */
export function amountParameter(summary: string, defaultValue: number, maximum = 1): FloatParameter {
  return { kind: "float", summary, minimum: 0, maximum, default: defaultValue };
}
