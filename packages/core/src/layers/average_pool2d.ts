import { avgPool } from "../graph/ops/mod.ts";
import { type LayerDefinition, NAME_PARAMETER } from "./layer_definition.ts";
import { type MaxPool2dParameters, poolWindow } from "./max_pool2d.ts";
import { PADDING_PARAMETER, resolvePadding, windowShape } from "./padding.ts";

/** Averages the elements of each window, channel by channel; padding does not count. */
export const averagePool2d: LayerDefinition<"averagePool2d", MaxPool2dParameters> = {
  id: "averagePool2d",
  summary: "Averages the elements of each window, channel by channel; padding does not count.",
  documentation: {
    formula: "y[i][j] = mean over the window at (i stride_0, j stride_1) of x, of what lies on the image",
    advice:
      "It blurs where maxPool2d picks; older networks and the last stages of some new ones have it. Keras: AveragePooling2D.",
    reference:
      "LeCun, Bottou, Bengio and Haffner, Gradient-Based Learning Applied to Document Recognition, 1998",
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
    return avgPool(x, {
      size: window.size,
      strides: window.strides,
      padding: resolvePadding(x.shape.slice(1), window),
    });
  },
};
