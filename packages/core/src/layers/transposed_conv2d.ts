import { conv2dBackpropInput } from "../graph/ops/mod.ts";
import { NO_PADDING, type Padding2d, type Size2d, samePadding } from "../graph/ops/window.ts";
import type { Shape } from "../graph/tensor_type.ts";
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
import { checkPadding, explicitPadding, PADDING_PARAMETERS, type PaddingParameters } from "./padding.ts";

/** Parameters of `transposedConv2d`. */
export interface TransposedConv2dParameters
  extends CommonParameters,
    KernelParameters,
    OutputParameters,
    PaddingParameters {
  readonly filters: number;
  readonly kernelSize: Size2d;
  readonly stride: Size2d;
}

/** Size of what comes out: that of an image which the convolution would make into the input. */
function enlarged(input: Shape, parameters: TransposedConv2dParameters): Size2d {
  const { kernelSize, stride, padding, paddingBefore, paddingAfter } = parameters;
  const [height, width] = [0, 1].map((axis) => {
    const beyond = padding === "same" ? 0 : Math.max(kernelSize[axis]! - stride[axis]!, 0);
    return input[axis]! * stride[axis]! + beyond - paddingBefore[axis]! - paddingAfter[axis]!;
  });
  return [height!, width!];
}

function paddingOf(size: Size2d, parameters: TransposedConv2dParameters): Padding2d {
  switch (parameters.padding) {
    case "valid":
      return NO_PADDING;
    case "same":
      return samePadding(size, parameters.kernelSize, parameters.stride);
    case "explicit":
      return explicitPadding(parameters);
  }
}

/**
 * Enlarges an image by learned kernels: the gradient of a convolution as a layer.
 * The kernel is `[height, width, filters, channels]`, that of the convolution from the output to the input.
 * @see Zeiler, Krishnan, Taylor and Fergus, Deconvolutional Networks, 2010, CVPR
 */
export const transposedConv2d: LayerDefinition<
  "transposedConv2d",
  TransposedConv2dParameters,
  ParameterInput<TransposedConv2dParameters, "filters">
> = {
  id: "transposedConv2d",
  summary: "Enlarges an image by learned kernels.",
  documentation: {
    formula:
      "y = activation(bias + sum over all input pixels of x times the kernel, laid down at stride times the pixel's place)",
    advice:
      "For decoders. Padding is that of the convolution whose gradient it is, so explicit padding cuts off what lies there. With a kernel that the stride does not divide it leaves a checkerboard: then upsample2d and a convolution are better. Keras: Conv2DTranspose.",
    reference: "Zeiler, Krishnan, Taylor and Fergus, Deconvolutional Networks, 2010, CVPR",
    example: { transposedConv2d: { filters: 16, kernelSize: 2, stride: 2 } },
  },
  parameters: {
    filters: { kind: "int", summary: "Channels of the output.", minimum: 1, maximum: 65_536 },
    kernelSize: { kind: "size2d", summary: "Height and width of a kernel.", minimum: 1, default: [3, 3] },
    stride: { kind: "size2d", summary: "By how much the image is enlarged.", minimum: 1, default: [2, 2] },
    ...PADDING_PARAMETERS,
    ...KERNEL_PARAMETERS,
    ...OUTPUT_PARAMETERS,
    name: NAME_PARAMETER,
  },
  scalable: { weight: "kernel", axes: [2] },
  outputShape: (input, parameters) => {
    if (input.length !== 3) {
      throw new ParameterError("its input", "be an image [height, width, channels]", input);
    }
    checkPadding({ ...parameters, size: parameters.kernelSize, strides: parameters.stride });
    const size = enlarged(input, parameters);
    if (size.some((length) => length < 1)) {
      const rule = `leave something of the ${input[0]} x ${input[1]} pixels that it enlarges`;
      throw new ParameterError("paddingBefore", rule, parameters.paddingBefore);
    }
    return [...size, parameters.filters];
  },
  weights: (input, parameters) => {
    const { filters, kernelSize, kernelInitializer } = parameters;
    const area = kernelSize[0] * kernelSize[1];
    const channels = input[2]!;
    // as Keras counts them: by the axes of the kernel, of which the filters are the last but one
    const fans = { fanIn: area * filters, fanOut: area * channels };
    return [
      {
        name: "kernel",
        shape: [...kernelSize, filters, channels],
        initializer: buildInitializer(kernelInitializer, fans),
      },
      ...biasWeights(filters, parameters, fans),
    ];
  },
  build: (context, x, parameters) => {
    const size = enlarged(x.shape.slice(1), parameters);
    const image = conv2dBackpropInput(useKernel(context, parameters), x, {
      strides: parameters.stride,
      padding: paddingOf(size, parameters),
      dilations: [1, 1],
      shape: [x.shape[0]!, ...size, parameters.filters],
    });
    return finishOutput(context, image, parameters);
  },
};
