import type { ParameterInput } from "../parameters/parameter_definition.ts";
import { ACTIVATION_IDS, ACTIVATIONS, type ActivationId } from "./activations/registry.ts";
import { type CommonParameters, type LayerDefinition, NAME_PARAMETER } from "./layer_definition.ts";

/** Parameters of `activation`. */
export interface ActivationParameters extends CommonParameters {
  readonly function: ActivationId;
}

/** Applies an activation function. */
export const activation: LayerDefinition<
  "activation",
  ActivationParameters,
  ParameterInput<ActivationParameters, "function">
> = {
  id: "activation",
  summary: "Applies an activation function to each element (softmax: along the last axis).",
  documentation: {
    formula: "y = f(x), element by element",
    advice:
      "The activation parameter of conv2d and dense does the same; this layer is for places after a normalisation. Keras: Activation.",
    reference: "Nair and Hinton, Rectified Linear Units Improve Restricted Boltzmann Machines, 2010, ICML",
    example: { activation: { function: "swish" } },
  },
  parameters: {
    function: { kind: "enum", typeName: "Activation", summary: "Which function.", values: ACTIVATION_IDS },
    name: NAME_PARAMETER,
  },
  outputShape: (input) => input,
  weights: () => [],
  build: (_context, x, parameters) => ACTIVATIONS[parameters.function].build(x),
};
