import { conv2d as convolve } from "../graph/ops/mod.ts";
import type { Size2d } from "../graph/ops/window.ts";
import type { ParameterInput } from "../parameters/parameter_definition.ts";
import { buildInitializer } from "./initializers/registry.ts";
import {
  type CommonParameters,
  type LayerDefinition,
  NAME_PARAMETER,
  ParameterError,
} from "./layer_definition.ts";
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

/** Parameters of `conv2d`. */
export interface Conv2dParameters
  extends CommonParameters,
    KernelParameters,
    OutputParameters,
    PaddingParameters {
  readonly filters: number;
  readonly kernelSize: Size2d;
  readonly stride: Size2d;
  readonly dilation: Size2d;
  readonly groups: number;
}

function windowOf({
  kernelSize,
  stride,
  dilation,
  padding,
  paddingBefore,
  paddingAfter,
}: Conv2dParameters): Window {
  return { size: kernelSize, strides: stride, dilations: dilation, padding, paddingBefore, paddingAfter };
}

/** Slides kernels over an image: `activation(conv(x, kernel) + bias)`, kernel `[height, width, in / groups, filters]`. */
export const conv2d: LayerDefinition<
  "conv2d",
  Conv2dParameters,
  ParameterInput<Conv2dParameters, "filters">
> = {
  id: "conv2d",
  summary: "Slides learned kernels over an image.",
  documentation: {
    formula:
      "y[i][j][f] = activation(bias_f + sum over kernel row, column and channel of x[i stride + row dilation - padding][...][c] kernel[row][column][c][f])",
    advice:
      "The work horse: 3x3 kernels with padding same, two or three of them between poolings; 1x1 kernels mix channels. Groups save work, as in ResNeXt; as many as channels is depthwiseConv2d. Defaults are Keras's Conv2D: stride 1, valid padding, bias.",
    reference:
      "LeCun et al., Backpropagation Applied to Handwritten Zip Code Recognition, 1989, Neural Computation 1",
    example: { conv2d: { filters: 32, kernelSize: 3, padding: "same", activation: "relu" } },
  },
  parameters: {
    filters: {
      kind: "int",
      summary: "Number of kernels, the channels of the output.",
      minimum: 1,
      maximum: 65536,
    },
    kernelSize: { kind: "size2d", summary: "Height and width of a kernel.", minimum: 1, default: [3, 3] },
    stride: { kind: "size2d", summary: "Step of the kernels.", minimum: 1, default: [1, 1] },
    ...PADDING_PARAMETERS,
    dilation: {
      kind: "size2d",
      summary: "Distance between the elements of a kernel.",
      minimum: 1,
      default: [1, 1],
    },
    groups: {
      kind: "int",
      summary:
        "Number of parts that channels and filters are cut into, each convolved on its own; must divide both.",
      minimum: 1,
      maximum: 65536,
      default: 1,
    },
    ...KERNEL_PARAMETERS,
    ...OUTPUT_PARAMETERS,
    name: NAME_PARAMETER,
  },
  scalable: { weight: "kernel", axes: [3] },
  outputShape: (input, parameters) => {
    const { filters, groups } = parameters;
    const size = windowShape("kernelSize", input, windowOf(parameters));
    if (input[2]! % groups !== 0 || filters % groups !== 0) {
      const rule = `divide the ${input[2]} channels of its input and its ${filters} filters`;
      throw new ParameterError("groups", rule, groups);
    }
    return [...size, filters];
  },
  weights: (input, parameters) => {
    const { filters, kernelSize, groups, kernelInitializer } = parameters;
    const area = kernelSize[0] * kernelSize[1];
    const channels = input[2]! / groups;
    const fans = { fanIn: area * channels, fanOut: area * filters };
    return [
      {
        name: "kernel",
        shape: [...kernelSize, channels, filters],
        initializer: buildInitializer(kernelInitializer, fans),
      },
      ...biasWeights(filters, parameters, fans),
    ];
  },
  build: (context, x, parameters) => {
    const window = windowOf(parameters);
    const padding = resolvePadding(x.shape.slice(1), window);
    const image = convolve(x, useKernel(context, parameters), {
      strides: window.strides,
      padding,
      dilations: parameters.dilation,
      groups: parameters.groups,
    });
    return finishOutput(context, image, parameters);
  },
};
