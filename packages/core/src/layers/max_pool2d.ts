import { maxPool } from "../graph/ops/mod.ts";
import type { Size2d } from "../graph/ops/window.ts";
import { type CommonParameters, type LayerDefinition, NAME_PARAMETER } from "./layer_definition.ts";
import { PADDING_PARAMETER, type PaddingMode, resolvePadding, type Window, windowShape } from "./padding.ts";

/** Parameters of `maxPool2d` and `averagePool2d`. A stride of 0 stands for the window's size. */
export interface MaxPool2dParameters extends CommonParameters {
  readonly size: Size2d;
  readonly stride: Size2d;
  readonly padding: PaddingMode;
}

/** The window that pooling parameters describe. */
export function poolWindow({ size, stride, padding }: MaxPool2dParameters): Window {
  return {
    size,
    strides: [stride[0] === 0 ? size[0] : stride[0], stride[1] === 0 ? size[1] : stride[1]],
    padding,
  };
}

/** Keeps the largest element of each window, channel by channel. */
export const maxPool2d: LayerDefinition<"maxPool2d", MaxPool2dParameters> = {
  id: "maxPool2d",
  summary: "Keeps the largest element of each window, channel by channel.",
  documentation: {
    formula: "y[i][j] = max over the window at (i stride_0, j stride_1) of x; padding never wins",
    advice:
      "It halves the sides for little work and keeps the strongest answers; averagePool2d keeps the mean, a convolution with stride 2 learns what to keep. Keras: MaxPooling2D.",
    reference:
      "Ranzato, Huang, Boureau and LeCun, Unsupervised Learning of Invariant Feature Hierarchies, 2007, CVPR",
  },
  parameters: {
    size: { kind: "size2d", summary: "Height and width of the window.", minimum: 1, default: [2, 2] },
    stride: {
      kind: "size2d",
      summary: "Step of the window; 0 stands for its size.",
      minimum: 0,
      default: [0, 0],
    },
    padding: PADDING_PARAMETER,
    name: NAME_PARAMETER,
  },
  outputShape: (input, parameters) => [...windowShape("size", input, poolWindow(parameters)), input[2]!],
  weights: () => [],
  build: (_context, x, parameters) => {
    const window = poolWindow(parameters);
    return maxPool(x, {
      size: window.size,
      strides: window.strides,
      padding: resolvePadding(x.shape.slice(1), window),
    });
  },
};
