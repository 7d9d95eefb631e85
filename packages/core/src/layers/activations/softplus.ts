import * as t from "../../graph/ops/mod.ts";
import type { ActivationDefinition } from "./activation_definition.ts";
/**
 * A smooth relu that is above 0 everywhere: `f(x) = log(1 + exp(x))`.
 * @see Dugas, Bengio, Belisle, Nadeau and Garcia, Incorporating Second-Order Functional Knowledge for Better Option Pricing, 2001, NIPS 13
 */
export const softplus: ActivationDefinition<"softplus"> = {
  id: "softplus",
  summary: "A smooth relu that is above 0 everywhere.",
  parameters: {},
  documentation: {
    formula: "f(x) = log(1 + exp(x))",
    advice:
      "For outputs that must be positive, such as a variance; between layers relu or swish do better. It is computed without overflow. Keras: softplus.",
    reference:
      "Dugas, Bengio, Belisle, Nadeau and Garcia, Incorporating Second-Order Functional Knowledge for Better Option Pricing, 2001, NIPS 13",
    example: { activation: { function: "softplus" } },
  },
  build: t.softplus,
};
