import type { ConvolutionAttributes } from "../../graph/ops/convolution.ts";
import { NO_PADDING, windowOutput } from "../../graph/ops/window.ts";
import type { Shape } from "../../graph/tensor_type.ts";
import { uniform } from "../case_tensor.ts";
import type { OpCaseTable } from "../op_case.ts";

interface Depthwise {
  readonly claim: string;
  readonly x: Shape;
  /** Height, width, channels, kernels a channel. */
  readonly kernel: Shape;
  /** Stride 1, no padding and no dilation where left out. */
  readonly attributes?: Partial<ConvolutionAttributes>;
}

const FIRST: Depthwise = { claim: "one kernel a channel", x: [2, 5, 6, 8], kernel: [3, 3, 8, 1] };

const OTHERS: readonly Depthwise[] = [
  { claim: "a tail of channels", x: [3, 4, 5, 7], kernel: [2, 3, 7, 1] },
  { claim: "one channel with four kernels", x: [2, 4, 4, 1], kernel: [3, 3, 1, 4] },
  { claim: "three kernels a channel", x: [2, 4, 5, 3], kernel: [3, 2, 3, 3] },
  { claim: "a kernel of 1x1", x: [2, 3, 3, 5], kernel: [1, 1, 5, 2] },
  {
    claim: "padding on all sides",
    x: [2, 4, 5, 4],
    kernel: [3, 3, 4, 1],
    attributes: { padding: { top: 1, bottom: 2, left: 2, right: 1 } },
  },
  {
    claim: "strides that leave rows and columns out",
    x: [2, 8, 9, 3],
    kernel: [3, 2, 3, 2],
    attributes: { strides: [2, 3] },
  },
  { claim: "dilation", x: [1, 8, 7, 4], kernel: [2, 3, 4, 1], attributes: { dilations: [3, 2] } },
  {
    claim: "strides, padding and dilation at once",
    x: [2, 9, 8, 2],
    kernel: [3, 3, 2, 2],
    attributes: { strides: [2, 1], padding: { top: 2, bottom: 1, left: 1, right: 3 }, dilations: [2, 3] },
  },
];

/** A depthwise convolution with its attributes complete and the shape of its result. */
interface CompleteDepthwise {
  readonly claim: string;
  readonly x: Shape;
  readonly kernel: Shape;
  readonly y: Shape;
  readonly attributes: ConvolutionAttributes;
}

function complete({ claim, x, kernel, attributes }: Depthwise): CompleteDepthwise {
  const whole = {
    strides: [1, 1] as const,
    padding: NO_PADDING,
    dilations: [1, 1] as const,
    ...attributes,
  };
  const type = { dtype: "float32", shape: x } as const;
  const size = windowOutput("depthwiseConv2d", type, [kernel[0]!, kernel[1]!], whole);
  return { claim, x, kernel, y: [x[0]!, ...size, kernel[2]! * kernel[3]!], attributes: whole };
}

function forAll<TCase>(make: (convolution: CompleteDepthwise) => TCase): [TCase, ...TCase[]] {
  return [make(complete(FIRST)), ...OTHERS.map((convolution) => make(complete(convolution)))];
}

/** Cases of depthwise convolutions and their gradients. */
export const depthwiseCases: Pick<
  OpCaseTable,
  "depthwiseConv2d" | "depthwiseConv2dBackpropInput" | "depthwiseConv2dBackpropFilter"
> = {
  depthwiseConv2d: forAll(({ claim, x, kernel, attributes }) => ({
    claim,
    inputs: [uniform(x, 161), uniform(kernel, 162)],
    attributes,
  })),
  depthwiseConv2dBackpropInput: forAll(({ claim, x, kernel, y, attributes }) => ({
    claim,
    inputs: [uniform(kernel, 163), uniform(y, 164)],
    attributes: { ...attributes, shape: x },
  })),
  depthwiseConv2dBackpropFilter: forAll(({ claim, x, kernel, y, attributes }) => ({
    claim,
    inputs: [uniform(x, 165), uniform(y, 166)],
    attributes: { ...attributes, shape: kernel },
  })),
};
