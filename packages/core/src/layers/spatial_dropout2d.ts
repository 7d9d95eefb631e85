import { greaterEqual, mul, select } from "../graph/ops/mod.ts";
import type { ParameterInput } from "../parameters/parameter_definition.ts";
import type { DropoutParameters } from "./dropout.ts";
import { type LayerDefinition, NAME_PARAMETER, ParameterError } from "./layer_definition.ts";

/**
 * Sets random whole channels of an image to 0 in training and scales the rest by `1 / (1 - rate)`.
 * @see Tompson et al., Efficient Object Localization Using Convolutional Networks, 2015, arXiv 1411.4280
 */
export const spatialDropout2d: LayerDefinition<
  "spatialDropout2d",
  DropoutParameters,
  ParameterInput<DropoutParameters, "rate">
> = {
  id: "spatialDropout2d",
  summary:
    "Sets random whole channels of an image to 0 in training, and scales the rest up to keep the mean.",
  documentation: {
    formula: "y_pc = x_pc b_c / (1 - rate), with b_c = 1 with probability 1 - rate and 0 otherwise",
    advice:
      "Between convolutions, where neighbouring pixels tell nearly the same, it regularises more than dropout of single elements; rates of 0.1 to 0.2 are usual. Keras: SpatialDropout2D.",
    reference:
      "Tompson et al., Efficient Object Localization Using Convolutional Networks, 2015, arXiv 1411.4280",
    example: { spatialDropout2d: { rate: 0.2 } },
  },
  parameters: {
    rate: {
      kind: "float",
      summary: "Part of the channels that is dropped.",
      minimum: 0,
      maximum: 1,
      exclusiveMaximum: true,
    },
    name: NAME_PARAMETER,
  },
  trainOnly: true,
  joins: "convolutions",
  outputShape: (input) => {
    if (input.length !== 3) {
      throw new ParameterError("its input", "be an image [height, width, channels]", input);
    }
    return input;
  },
  weights: () => [],
  build: (context, x, { rate }) => {
    if (!context.training || rate === 0) {
      return x;
    }
    const [batch, , , channels] = x.shape as [number, number, number, number];
    const kept = greaterEqual(context.randomUniform([batch, 1, 1, channels]), rate);
    return select(kept, mul(x, 1 / (1 - rate)), 0);
  },
};
