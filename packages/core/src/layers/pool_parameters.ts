import type { Padding2d, Size2d } from "../graph/ops/window.ts";
import type { Shape } from "../graph/tensor_type.ts";
import type { Value } from "../graph/value.ts";
import type { ParameterSchema } from "../parameters/parameter_definition.ts";
import { type CommonParameters, NAME_PARAMETER } from "./layer_definition.ts";
import {
  PADDING_PARAMETERS,
  type PaddingParameters,
  resolvePadding,
  type Window,
  windowShape,
} from "./padding.ts";

/** Parameters of pooling. A stride of 0 stands for the window's size. */
export interface PoolParameters extends CommonParameters, PaddingParameters {
  readonly size: Size2d;
  readonly stride: Size2d;
}

/** Definitions of {@linkcode PoolParameters}. */
export const POOL_PARAMETERS: ParameterSchema<PoolParameters> = {
  size: { kind: "size2d", summary: "Height and width of the window.", minimum: 1, default: [2, 2] },
  stride: {
    kind: "size2d",
    summary: "Step of the window; 0 stands for its size.",
    minimum: 0,
    default: [0, 0],
  },
  ...PADDING_PARAMETERS,
  name: NAME_PARAMETER,
};

function poolWindow({ size, stride, padding, paddingBefore, paddingAfter }: PoolParameters): Window {
  return {
    size,
    strides: [stride[0] === 0 ? size[0] : stride[0], stride[1] === 0 ? size[1] : stride[1]],
    padding,
    paddingBefore,
    paddingAfter,
  };
}

/** Shape after a pooling. @throws {ParameterError} If the input does not suit it. */
export function poolShape(input: Shape, parameters: PoolParameters): Shape {
  return [...windowShape("size", input, poolWindow(parameters)), input[2]!];
}

/** What a pooling op takes for parameters over a batch of images. */
export function poolOptions(
  x: Value,
  parameters: PoolParameters,
): { readonly size: Size2d; readonly strides: Size2d; readonly padding: Padding2d } {
  const window = poolWindow(parameters);
  return { size: window.size, strides: window.strides, padding: resolvePadding(x.shape.slice(1), window) };
}
