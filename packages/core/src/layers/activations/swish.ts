import * as t from "../../graph/ops/mod.ts";
import type { ActivationDefinition } from "./activation_definition.ts";
/**
 * Weighs a value by its sigmoid: `f(x) = x / (1 + exp(-x))`.
 * @see Ramachandran, Zoph and Le, Searching for Activation Functions, 2017, arXiv:1710.05941
 */
export const swish: ActivationDefinition<"swish"> = {
  id: "swish",
  summary: "Weighs a value by its sigmoid.",
  parameters: {},
  documentation: {
    formula: "f(x) = x / (1 + exp(-x))",
    advice:
      "A smooth relu, found by search: often a little better in deep networks, at the price of an exponential; hardSwish is the cheap form. Also known as SiLU. Keras: silu.",
    reference: "Ramachandran, Zoph and Le, Searching for Activation Functions, 2017, arXiv:1710.05941",
    example: { activation: { function: "swish" } },
  },
  build: (x) => t.mul(x, t.sigmoid(x)),
};
