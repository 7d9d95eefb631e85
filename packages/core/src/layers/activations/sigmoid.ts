import * as t from "../../graph/ops/mod.ts";
import type { ActivationDefinition } from "./activation_definition.ts";
/**
 * Squashes values into (0, 1): `f(x) = 1 / (1 + exp(-x))`.
 * @see Rumelhart, Hinton and Williams, Learning Representations by Back-propagating Errors, 1986, Nature 323
 */
export const sigmoid: ActivationDefinition<"sigmoid"> = {
  id: "sigmoid",
  summary: "Squashes values into (0, 1).",
  parameters: {},
  documentation: {
    formula: "f(x) = 1 / (1 + exp(-x))",
    advice:
      "For gates, and for the last layer when several classes can hold at once; between layers its small slopes fade. Keras: sigmoid.",
    reference:
      "Rumelhart, Hinton and Williams, Learning Representations by Back-propagating Errors, 1986, Nature 323",
    example: { activation: { function: "sigmoid" } },
  },
  build: t.sigmoid,
};
