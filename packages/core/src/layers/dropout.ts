import { greaterEqual, mul, select } from "../graph/ops/mod.ts";
import type { ParameterInput } from "../parameters/parameter_definition.ts";
import { type CommonParameters, type LayerDefinition, NAME_PARAMETER } from "./layer_definition.ts";

/** Parameters of `dropout`. */
export interface DropoutParameters extends CommonParameters {
  readonly rate: number;
}

/**
 * Sets a random part of the elements to 0 in training and scales the rest by `1 / (1 - rate)`; does nothing otherwise.
 * @see Srivastava et al., Dropout, 2014
 */
export const dropout: LayerDefinition<
  "dropout",
  DropoutParameters,
  ParameterInput<DropoutParameters, "rate">
> = {
  id: "dropout",
  summary: "Sets a random part of the elements to 0 in training, and scales the rest up to keep the mean.",
  documentation: {
    formula: "y_i = x_i b_i / (1 - rate), with b_i = 1 with probability 1 - rate and 0 otherwise",
    advice:
      "Before the last dense layers, with a rate of 0.2 to 0.5; between convolutions spatialDropout2d does more. Keras: Dropout.",
    reference:
      "Srivastava et al., Dropout: A Simple Way to Prevent Neural Networks from Overfitting, 2014, JMLR 15",
    example: { dropout: { rate: 0.5 } },
  },
  parameters: {
    rate: {
      kind: "float",
      summary: "Part of the elements that is dropped.",
      minimum: 0,
      maximum: 1,
      exclusiveMaximum: true,
    },
    name: NAME_PARAMETER,
  },
  trainOnly: true,
  joins: "head",
  outputShape: (input) => input,
  weights: () => [],
  build: (context, x, { rate }) => {
    if (!context.training || rate === 0) {
      return x;
    }
    const kept = greaterEqual(context.randomUniform(x.shape), rate);
    return select(kept, mul(x, 1 / (1 - rate)), 0);
  },
};
