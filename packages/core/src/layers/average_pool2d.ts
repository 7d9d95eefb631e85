import { avgPool } from "../graph/ops/mod.ts";
import type { LayerDefinition } from "./layer_definition.ts";
import { POOL_PARAMETERS, type PoolParameters, poolOptions, poolShape } from "./pool_parameters.ts";

/** Averages the elements of each window, channel by channel; padding does not count. */
export const averagePool2d: LayerDefinition<"averagePool2d", PoolParameters> = {
  id: "averagePool2d",
  summary: "Averages the elements of each window, channel by channel; padding does not count.",
  documentation: {
    formula: "y[i][j] = mean over the window at (i stride_0, j stride_1) of x, of what lies on the image",
    advice:
      "It blurs where maxPool2d picks; older networks and the last stages of some new ones have it. Keras: AveragePooling2D.",
    reference:
      "LeCun, Bottou, Bengio and Haffner, Gradient-Based Learning Applied to Document Recognition, 1998",
    example: { averagePool2d: { size: 2 } },
  },
  parameters: POOL_PARAMETERS,
  outputShape: poolShape,
  weights: () => [],
  build: (_context, x, parameters) => avgPool(x, poolOptions(x, parameters)),
};
