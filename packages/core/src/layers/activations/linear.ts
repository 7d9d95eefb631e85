import type { ActivationDefinition } from "./activation_definition.ts";

/**
 * Leaves values as they are: `f(x) = x`.
 * @see Goodfellow, Bengio and Courville, Deep Learning, 2016, MIT Press, section 6.2
 */
export const linear: ActivationDefinition<"linear"> = {
  id: "linear",
  summary: "Leaves values as they are.",
  parameters: {},
  documentation: {
    formula: "f(x) = x",
    advice:
      "For the last layer of a regression, and where a normalisation stands between a layer and its activation. Keras: linear.",
    reference: "Goodfellow, Bengio and Courville, Deep Learning, 2016, MIT Press, section 6.2",
    example: { activation: { function: "linear" } },
  },
  build: (x) => x,
};
