import type { OpDefinition } from "../op.ts";
import { formatType, type Shape, sameShape, type TensorType } from "../tensor_type.ts";
import type { Value } from "../value.ts";
import { checkArity, checkDType, checkRank } from "./check.ts";
import { convolveGroups } from "./grouped_convolution.ts";
import { NO_PADDING, type Size2d, type WindowAttributes, windowOutput } from "./window.ts";

/** Attributes of `conv2d`. */
export interface ConvolutionAttributes extends WindowAttributes {
  readonly dilations: Size2d;
}

/** Attributes of the two gradients: those of the convolution and the shape of what they compute. */
export interface ConvolutionGradientAttributes extends ConvolutionAttributes {
  readonly shape: Shape;
}

/** Type of a convolution's output. @throws {RangeError} If images and kernel do not fit. */
export function inferConvolution(
  op: string,
  x: TensorType,
  kernel: TensorType,
  attributes: ConvolutionAttributes,
): TensorType {
  for (const type of [x, kernel]) {
    checkDType(op, type, ["float32"]);
    checkRank(op, type, 4);
  }
  const [kernelHeight, kernelWidth, inChannels, filters] = kernel.shape as [number, number, number, number];
  if (x.shape[3] !== inChannels) {
    throw new RangeError(
      `Cannot apply "${op}" as the kernel ${formatType(kernel)} must have the ${x.shape[3]} channels of the input: current value is ${inChannels}`,
    );
  }
  const [height, width] = windowOutput(op, x, [kernelHeight, kernelWidth], attributes);
  return { dtype: "float32", shape: [x.shape[0]!, height, width, filters] };
}

function checkUpstream(op: string, upstream: TensorType, expected: TensorType): void {
  if (!sameShape(upstream.shape, expected.shape)) {
    throw new RangeError(
      `Cannot apply "${op}" as the upstream gradient must be ${formatType(expected)}: current value is ${formatType(upstream)}`,
    );
  }
}

/** Cross-correlation of images `[batch, height, width, in]` with kernels `[height, width, in, filters]`. */
export const conv2dOp: OpDefinition<"conv2d"> = {
  name: "conv2d",
  summary:
    "Cross-correlation of images [batch, height, width, in] with kernels [height, width, in, filters].",
  infer: (inputs, attributes) => {
    checkArity("conv2d", inputs, 2);
    return inferConvolution("conv2d", inputs[0]!, inputs[1]!, attributes);
  },
  gradient: ({ inputs: [x, kernel], upstream, attributes, t }) => [
    t.conv2dBackpropInput(kernel!, upstream, { ...attributes, shape: x!.shape }),
    t.conv2dBackpropFilter(x!, upstream, { ...attributes, shape: kernel!.shape }),
  ],
};

/** Gradient of `conv2d` with respect to its images, from (kernel, upstream). */
export const conv2dBackpropInputOp: OpDefinition<"conv2dBackpropInput"> = {
  name: "conv2dBackpropInput",
  summary: "Gradient of conv2d with respect to its images, from (kernel, upstream).",
  infer: (inputs, attributes) => {
    checkArity("conv2dBackpropInput", inputs, 2);
    const x: TensorType = { dtype: "float32", shape: attributes.shape };
    checkUpstream(
      "conv2dBackpropInput",
      inputs[1]!,
      inferConvolution("conv2dBackpropInput", x, inputs[0]!, attributes),
    );
    return x;
  },
  // It is linear in both, so its gradients are a convolution of what comes from above, and a filter gradient.
  gradient: ({ inputs: [kernel, dy], upstream, attributes: { shape: _shape, ...attributes }, t }) => [
    t.conv2dBackpropFilter(upstream, dy!, { ...attributes, shape: kernel!.shape }),
    t.conv2d(upstream, kernel!, attributes),
  ],
};

/** Gradient of `conv2d` with respect to its kernel, from (images, upstream). */
export const conv2dBackpropFilterOp: OpDefinition<"conv2dBackpropFilter"> = {
  name: "conv2dBackpropFilter",
  summary: "Gradient of conv2d with respect to its kernel, from (images, upstream).",
  infer: (inputs, attributes) => {
    checkArity("conv2dBackpropFilter", inputs, 2);
    const kernel: TensorType = { dtype: "float32", shape: attributes.shape };
    checkUpstream(
      "conv2dBackpropFilter",
      inputs[1]!,
      inferConvolution("conv2dBackpropFilter", inputs[0]!, kernel, attributes),
    );
    return kernel;
  },
  gradient: ({ inputs: [x, dy], upstream, attributes: { shape: _shape, ...attributes }, t }) => [
    t.conv2dBackpropInput(upstream, dy!, { ...attributes, shape: x!.shape }),
    t.conv2d(x!, upstream, attributes),
  ],
};

/** How `conv2d` goes over images. */
export interface ConvolutionOptions extends Partial<ConvolutionAttributes> {
  /** Number of parts that channels and filters are cut into, each of which is convolved on its own. @default {1} */
  readonly groups?: number;
}

/**
 * Convolves images with kernels. Stride 1, no padding, no dilation and one group by default.
 * For as many groups as channels `depthwiseConv2d` is the better choice.
 * @param kernel `[height, width, in / groups, filters]`
 * @throws {RangeError} If the groups do not divide channels and filters, or the kernel does not fit.
 */
export function conv2d(x: Value, kernel: Value, options: ConvolutionOptions = {}): Value {
  const { strides = [1, 1], padding = NO_PADDING, dilations = [1, 1], groups = 1 } = options;
  const convolve = (images: Value, kernels: Value): Value =>
    images.builder.apply(conv2dOp, [images, kernels], { strides, padding, dilations });
  return groups === 1 ? convolve(x, kernel) : convolveGroups(x, kernel, { groups, convolve });
}

/** Gradient of a convolution with respect to its images; `attributes.shape` is theirs. */
export function conv2dBackpropInput(
  kernel: Value,
  upstream: Value,
  attributes: ConvolutionGradientAttributes,
): Value {
  const { strides, padding, dilations, shape } = attributes;
  return kernel.builder.apply(conv2dBackpropInputOp, [kernel, upstream], {
    strides,
    padding,
    dilations,
    shape,
  });
}

/** Gradient of a convolution with respect to its kernel; `attributes.shape` is the kernel's. */
export function conv2dBackpropFilter(
  x: Value,
  upstream: Value,
  attributes: ConvolutionGradientAttributes,
): Value {
  const { strides, padding, dilations, shape } = attributes;
  return x.builder.apply(conv2dBackpropFilterOp, [x, upstream], { strides, padding, dilations, shape });
}
