import * as t from "../../graph/ops/mod.ts";
import type { ActivationDefinition } from "./activation_definition.ts";
/**
 * Turns the last axis into probabilities that sum to 1: `f(x)_i = exp(x_i) / sum over j of exp(x_j)`.
 * @see Bridle, Probabilistic Interpretation of Feedforward Classification Network Outputs, 1990, Springer NATO ASI 68
 */
export const softmax: ActivationDefinition<"softmax"> = {
  id: "softmax",
  summary: "Turns the last axis into probabilities that sum to 1.",
  parameters: {},
  documentation: {
    formula: "f(x)_i = exp(x_i) / sum over j of exp(x_j)",
    advice: "For the last layer of a classifier with one class an image. Keras: softmax.",
    reference:
      "Bridle, Probabilistic Interpretation of Feedforward Classification Network Outputs, 1990, Springer NATO ASI 68",
    example: { activation: { function: "softmax" } },
  },
  build: t.softmax,
};
