import type { ConvolutionAttributes } from "../../graph/ops/convolution.ts";
import { NO_PADDING, windowOutput } from "../../graph/ops/window.ts";
import type { Shape } from "../../graph/tensor_type.ts";
import { uniform } from "../case_tensor.ts";
import type { OpCaseTable } from "../op_case.ts";

interface Convolution {
  readonly claim: string;
  readonly x: Shape;
  readonly kernel: Shape;
  /** Stride 1, no padding and no dilation where left out. */
  readonly attributes?: Partial<ConvolutionAttributes>;
}

const CONVOLUTIONS: readonly Convolution[] = [
  { claim: "odd channels and filters under a kernel of 1x1", x: [2, 3, 5, 3], kernel: [1, 1, 3, 5] },
  { claim: "whole blocks of channels and filters", x: [1, 7, 9, 8], kernel: [3, 3, 8, 16] },
  { claim: "a tail of channels, of filters and of columns", x: [3, 5, 8, 5], kernel: [3, 3, 5, 9] },
  { claim: "a kernel as large as the image", x: [2, 4, 3, 4], kernel: [4, 3, 4, 12] },
  {
    claim: "same padding that is larger at the bottom and the right",
    x: [2, 5, 4, 3],
    kernel: [2, 4, 3, 4],
    attributes: { padding: { top: 0, bottom: 1, left: 1, right: 2 } },
  },
  {
    claim: "strides that leave rows and columns out",
    x: [2, 8, 9, 3],
    kernel: [3, 2, 3, 7],
    attributes: { strides: [2, 3] },
  },
  { claim: "dilation", x: [1, 8, 7, 3], kernel: [2, 3, 3, 8], attributes: { dilations: [3, 2] } },
  {
    claim: "strides, padding and dilation at once",
    x: [1, 9, 8, 2],
    kernel: [3, 3, 2, 5],
    attributes: { strides: [2, 1], padding: { top: 2, bottom: 1, left: 1, right: 3 }, dilations: [2, 3] },
  },
];

const FIRST: Convolution = {
  claim: "one channel, as in the first layer over grey images",
  x: [2, 6, 7, 1],
  kernel: [3, 3, 1, 8],
};

/** A convolution with its attributes complete and the shape of its result. */
interface CompleteConvolution {
  readonly claim: string;
  readonly x: Shape;
  readonly kernel: Shape;
  readonly y: Shape;
  readonly attributes: ConvolutionAttributes;
}

function complete({ claim, x, kernel, attributes }: Convolution): CompleteConvolution {
  const whole = {
    strides: [1, 1] as const,
    padding: NO_PADDING,
    dilations: [1, 1] as const,
    ...attributes,
  };
  const size = windowOutput("conv2d", { dtype: "float32", shape: x }, [kernel[0]!, kernel[1]!], whole);
  return { claim, x, kernel, y: [x[0]!, ...size, kernel[3]!], attributes: whole };
}

function forAll<TCase>(make: (convolution: CompleteConvolution) => TCase): [TCase, ...TCase[]] {
  return [make(complete(FIRST)), ...CONVOLUTIONS.map((convolution) => make(complete(convolution)))];
}

/** Cases of convolutions and their gradients. */
export const convolutionCases: Pick<OpCaseTable, "conv2d" | "conv2dBackpropInput" | "conv2dBackpropFilter"> =
  {
    conv2d: forAll(({ claim, x, kernel, attributes }) => ({
      claim,
      inputs: [uniform(x, 81), uniform(kernel, 82)],
      attributes,
    })),
    conv2dBackpropInput: forAll(({ claim, x, kernel, y, attributes }) => ({
      claim,
      inputs: [uniform(kernel, 83), uniform(y, 84)],
      attributes: { ...attributes, shape: x },
    })),
    conv2dBackpropFilter: forAll(({ claim, x, kernel, y, attributes }) => ({
      claim,
      inputs: [uniform(x, 85), uniform(y, 86)],
      attributes: { ...attributes, shape: kernel },
    })),
  };
