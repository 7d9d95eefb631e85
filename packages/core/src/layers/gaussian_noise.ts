import { add, mul } from "../graph/ops/mod.ts";
import type { ParameterInput } from "../parameters/parameter_definition.ts";
import { type CommonParameters, type LayerDefinition, NAME_PARAMETER } from "./layer_definition.ts";

/** Parameters of `gaussianNoise`. */
export interface GaussianNoiseParameters extends CommonParameters {
  readonly deviation: number;
}

/**
 * Adds normal random numbers in training; does nothing otherwise.
 * @see Bishop, Training with Noise is Equivalent to Tikhonov Regularization, 1995
 */
export const gaussianNoise: LayerDefinition<
  "gaussianNoise",
  GaussianNoiseParameters,
  ParameterInput<GaussianNoiseParameters, "deviation">
> = {
  id: "gaussianNoise",
  summary: "Adds normal random numbers to each element in training.",
  documentation: {
    formula: "y_i = x_i + deviation n_i, n_i normal of mean 0 and deviation 1",
    advice:
      "Over standardised pixels a deviation of 0.05 to 0.2 makes a network care less about single pixels. Keras: GaussianNoise, whose stddev is our deviation.",
    reference:
      "Bishop, Training with Noise is Equivalent to Tikhonov Regularization, 1995, Neural Computation 7",
    example: { gaussianNoise: { deviation: 0.1 } },
  },
  parameters: {
    deviation: { kind: "float", summary: "Standard deviation of what is added.", minimum: 0 },
    name: NAME_PARAMETER,
  },
  trainOnly: true,
  joins: "convolutions",
  outputShape: (input) => input,
  weights: () => [],
  build: (context, x, { deviation }) =>
    context.training && deviation > 0 ? add(x, mul(context.randomNormal(x.shape), deviation)) : x,
};
