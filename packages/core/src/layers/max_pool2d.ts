import { maxPool } from "../graph/ops/mod.ts";
import type { LayerDefinition } from "./layer_definition.ts";
import { POOL_PARAMETERS, type PoolParameters, poolOptions, poolShape } from "./pool_parameters.ts";

/** Keeps the largest element of each window, channel by channel. */
export const maxPool2d: LayerDefinition<"maxPool2d", PoolParameters> = {
  id: "maxPool2d",
  summary: "Keeps the largest element of each window, channel by channel.",
  documentation: {
    formula: "y[i][j] = max over the window at (i stride_0, j stride_1) of x; padding never wins",
    advice:
      "It halves the sides for little work and keeps the strongest answers; averagePool2d keeps the mean, a convolution with stride 2 learns what to keep. Keras: MaxPooling2D.",
    reference:
      "Ranzato, Huang, Boureau and LeCun, Unsupervised Learning of Invariant Feature Hierarchies, 2007, CVPR",
    example: { maxPool2d: { size: 3, stride: 2, padding: "same" } },
  },
  parameters: POOL_PARAMETERS,
  outputShape: poolShape,
  weights: () => [],
  build: (_context, x, parameters) => maxPool(x, poolOptions(x, parameters)),
};
