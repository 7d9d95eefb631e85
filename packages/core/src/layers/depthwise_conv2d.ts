import { depthwiseConv2d as convolve } from "../graph/ops/mod.ts";
import type { Size2d } from "../graph/ops/window.ts";
import type { Shape } from "../graph/tensor_type.ts";
import type { Value } from "../graph/value.ts";
import type { ParameterSchema } from "../parameters/parameter_definition.ts";
import type { Fans } from "./initializers/initializer_definition.ts";
import { buildInitializer } from "./initializers/registry.ts";
import { type CommonParameters, type LayerDefinition, NAME_PARAMETER } from "./layer_definition.ts";
import {
  biasWeights,
  finishOutput,
  KERNEL_PARAMETERS,
  type KernelParameters,
  OUTPUT_PARAMETERS,
  type OutputParameters,
  useKernel,
} from "./output_parameters.ts";
import {
  PADDING_PARAMETERS,
  type PaddingParameters,
  resolvePadding,
  type Window,
  windowShape,
} from "./padding.ts";

/** How a depthwise kernel moves. */
export interface DepthwiseWindow extends PaddingParameters {
  readonly kernelSize: Size2d;
  readonly stride: Size2d;
  readonly dilation: Size2d;
  readonly multiplier: number;
}

/** Definitions of {@linkcode DepthwiseWindow}. */
export const DEPTHWISE_PARAMETERS: ParameterSchema<DepthwiseWindow> = {
  kernelSize: { kind: "size2d", summary: "Height and width of a kernel.", minimum: 1, default: [3, 3] },
  stride: { kind: "size2d", summary: "Step of the kernels.", minimum: 1, default: [1, 1] },
  ...PADDING_PARAMETERS,
  dilation: {
    kind: "size2d",
    summary: "Distance between the elements of a kernel.",
    minimum: 1,
    default: [1, 1],
  },
  multiplier: {
    kind: "int",
    summary: "Kernels a channel.",
    minimum: 1,
    maximum: 1024,
    default: 1,
  },
};

/** Parameters of `depthwiseConv2d`. */
export interface DepthwiseConv2dParameters
  extends KernelParameters,
    CommonParameters,
    OutputParameters,
    DepthwiseWindow {}

function windowOf({
  kernelSize,
  stride,
  dilation,
  padding,
  paddingBefore,
  paddingAfter,
}: DepthwiseWindow): Window {
  return { size: kernelSize, strides: stride, dilations: dilation, padding, paddingBefore, paddingAfter };
}

/** Shape after a depthwise convolution. @throws {ParameterError} If the input does not suit it. */
export function depthwiseShape(input: Shape, window: DepthwiseWindow): Shape {
  return [...windowShape("kernelSize", input, windowOf(window)), input[2]! * window.multiplier];
}

/** Shape of a depthwise kernel and its fans, as Keras counts them: by the last two axes of the kernel. */
export function depthwiseKernel(
  input: Shape,
  { kernelSize, multiplier }: DepthwiseWindow,
): { shape: Shape; fans: Fans } {
  const area = kernelSize[0] * kernelSize[1];
  const channels = input[2]!;
  return {
    shape: [...kernelSize, channels, multiplier],
    fans: { fanIn: area * channels, fanOut: area * multiplier },
  };
}

/** Appends a depthwise convolution. */
export function buildDepthwise(x: Value, kernel: Value, window: DepthwiseWindow): Value {
  return convolve(x, kernel, {
    strides: window.stride,
    padding: resolvePadding(x.shape.slice(1), windowOf(window)),
    dilations: window.dilation,
  });
}

/**
 * Slides kernels of their own over each channel.
 * @see Chollet, Xception: Deep Learning with Depthwise Separable Convolutions, 2016, arXiv 1610.02357
 */
export const depthwiseConv2d: LayerDefinition<"depthwiseConv2d", DepthwiseConv2dParameters> = {
  id: "depthwiseConv2d",
  summary: "Slides kernels of its own over each channel.",
  documentation: {
    formula:
      "y[i][j][c multiplier + m] = activation(bias + sum over kernel row and column of x[i stride + row dilation][...][c] kernel[row][column][c][m])",
    advice:
      "It sees shapes but mixes no channels: a 1x1 convolution behind it does that, for a ninth of the work of a full 3x3 convolution. Keras: DepthwiseConv2D.",
    reference:
      "Chollet, Xception: Deep Learning with Depthwise Separable Convolutions, 2016, arXiv 1610.02357",
    example: { depthwiseConv2d: { kernelSize: 3, padding: "same", useBias: false } },
  },
  parameters: {
    ...DEPTHWISE_PARAMETERS,
    ...KERNEL_PARAMETERS,
    ...OUTPUT_PARAMETERS,
    name: NAME_PARAMETER,
  },
  scalable: { weight: "kernel", axes: [2, 3] },
  outputShape: depthwiseShape,
  weights: (input, parameters) => {
    const { multiplier, kernelInitializer } = parameters;
    const { shape, fans } = depthwiseKernel(input, parameters);
    return [
      { name: "kernel", shape, initializer: buildInitializer(kernelInitializer, fans) },
      ...biasWeights(input[2]! * multiplier, parameters, fans),
    ];
  },
  build: (context, x, parameters) => {
    const image = buildDepthwise(x, useKernel(context, parameters), parameters);
    return finishOutput(context, image, parameters);
  },
};
