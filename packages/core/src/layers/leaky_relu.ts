import { LEAKY_SLOPE, leak } from "./activations/leaky_relu.ts";
import { type CommonParameters, type LayerDefinition, NAME_PARAMETER } from "./layer_definition.ts";

/** Parameters of `leakyRelu`. */
export interface LeakyReluParameters extends CommonParameters {
  readonly slope: number;
}

/**
 * Makes negative values smaller: `y = x if x > 0, slope x otherwise`.
 * @see Maas, Hannun and Ng, Rectifier Nonlinearities Improve Neural Network Acoustic Models, 2013, ICML
 */
export const leakyRelu: LayerDefinition<"leakyRelu", LeakyReluParameters> = {
  id: "leakyRelu",
  summary: "Makes negative values smaller by a factor of your choice.",
  documentation: {
    formula: "y_i = x_i if x_i > 0, slope x_i otherwise",
    advice:
      "The activation leakyRelu with another slope than 0.2: PyTorch takes 0.01, GANs 0.2; prelu learns it. Keras: LeakyReLU, whose negative_slope is our slope.",
    reference:
      "Maas, Hannun and Ng, Rectifier Nonlinearities Improve Neural Network Acoustic Models, 2013, ICML",
    example: { leakyRelu: { slope: 0.1 } },
  },
  parameters: {
    slope: {
      kind: "float",
      summary: "Factor of negative values.",
      minimum: 0,
      maximum: 1,
      default: LEAKY_SLOPE,
    },
    name: NAME_PARAMETER,
  },
  outputShape: (input) => input,
  weights: () => [],
  build: (_context, x, { slope }) => leak(x, slope),
};
