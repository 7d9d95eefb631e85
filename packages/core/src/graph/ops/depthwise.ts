import type { OpDefinition } from "../op.ts";
import type { TensorType } from "../tensor_type.ts";
import type { Value } from "../value.ts";
import { checkArity, checkSameShape } from "./check.ts";
import {
  type ConvolutionAttributes,
  type ConvolutionGradientAttributes,
  inferConvolution,
} from "./convolution.ts";
import { NO_PADDING } from "./window.ts";

function inferDepthwise(
  op: string,
  x: TensorType,
  kernel: TensorType,
  attributes: ConvolutionAttributes,
): TensorType {
  // the same rule for images, windows and channels; only the channels that come out are others
  const { dtype, shape } = inferConvolution(op, x, kernel, attributes);
  const [, , channels, multiplier] = kernel.shape as [number, number, number, number];
  return { dtype, shape: [...shape.slice(0, 3), channels * multiplier] };
}

/**
 * Cross-correlation of each channel of images `[batch, height, width, channels]` with its own kernels
 * `[height, width, channels, multiplier]`; channel `c` gives channels `c * multiplier` and on.
 */
export const depthwiseConv2dOp: OpDefinition<"depthwiseConv2d"> = {
  name: "depthwiseConv2d",
  summary: "Cross-correlation of each channel with its own kernels [height, width, channels, multiplier].",
  infer: (inputs, attributes) => {
    checkArity("depthwiseConv2d", inputs, 2);
    return inferDepthwise("depthwiseConv2d", inputs[0]!, inputs[1]!, attributes);
  },
  gradient: ({ inputs: [x, kernel], upstream, attributes, t }) => [
    t.depthwiseConv2dBackpropInput(kernel!, upstream, { ...attributes, shape: x!.shape }),
    t.depthwiseConv2dBackpropFilter(x!, upstream, { ...attributes, shape: kernel!.shape }),
  ],
};

/** Gradient of `depthwiseConv2d` with respect to its images, from (kernel, upstream). */
export const depthwiseConv2dBackpropInputOp: OpDefinition<"depthwiseConv2dBackpropInput"> = {
  name: "depthwiseConv2dBackpropInput",
  summary: "Gradient of depthwiseConv2d with respect to its images, from (kernel, upstream).",
  infer: (inputs, attributes) => {
    const name = "depthwiseConv2dBackpropInput";
    checkArity(name, inputs, 2);
    const x: TensorType = { dtype: "float32", shape: attributes.shape };
    checkSameShape(name, inputs[1]!, inferDepthwise(name, x, inputs[0]!, attributes));
    return x;
  },
  // linear in both, as the gradient of conv2d is
  gradient: ({ inputs: [kernel, dy], upstream, attributes: { shape: _shape, ...attributes }, t }) => [
    t.depthwiseConv2dBackpropFilter(upstream, dy!, { ...attributes, shape: kernel!.shape }),
    t.depthwiseConv2d(upstream, kernel!, attributes),
  ],
};

/** Gradient of `depthwiseConv2d` with respect to its kernel, from (images, upstream). */
export const depthwiseConv2dBackpropFilterOp: OpDefinition<"depthwiseConv2dBackpropFilter"> = {
  name: "depthwiseConv2dBackpropFilter",
  summary: "Gradient of depthwiseConv2d with respect to its kernel, from (images, upstream).",
  infer: (inputs, attributes) => {
    const name = "depthwiseConv2dBackpropFilter";
    checkArity(name, inputs, 2);
    const kernel: TensorType = { dtype: "float32", shape: attributes.shape };
    checkSameShape(name, inputs[1]!, inferDepthwise(name, inputs[0]!, kernel, attributes));
    return kernel;
  },
  gradient: ({ inputs: [x, dy], upstream, attributes: { shape: _shape, ...attributes }, t }) => [
    t.depthwiseConv2dBackpropInput(upstream, dy!, { ...attributes, shape: x!.shape }),
    t.depthwiseConv2d(x!, upstream, attributes),
  ],
};

/** Convolves each channel with its own kernels. Stride 1, no padding and no dilation by default. */
export function depthwiseConv2d(
  x: Value,
  kernel: Value,
  options: Partial<ConvolutionAttributes> = {},
): Value {
  const { strides = [1, 1], padding = NO_PADDING, dilations = [1, 1] } = options;
  return x.builder.apply(depthwiseConv2dOp, [x, kernel], { strides, padding, dilations });
}

/** Gradient of a depthwise convolution with respect to its images; `attributes.shape` is theirs. */
export function depthwiseConv2dBackpropInput(
  kernel: Value,
  upstream: Value,
  attributes: ConvolutionGradientAttributes,
): Value {
  const { strides, padding, dilations, shape } = attributes;
  const own = { strides, padding, dilations, shape };
  return kernel.builder.apply(depthwiseConv2dBackpropInputOp, [kernel, upstream], own);
}

/** Gradient of a depthwise convolution with respect to its kernel; `attributes.shape` is the kernel's. */
export function depthwiseConv2dBackpropFilter(
  x: Value,
  upstream: Value,
  attributes: ConvolutionGradientAttributes,
): Value {
  const { strides, padding, dilations, shape } = attributes;
  const own = { strides, padding, dilations, shape };
  return x.builder.apply(depthwiseConv2dBackpropFilterOp, [x, upstream], own);
}
