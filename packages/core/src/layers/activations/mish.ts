import * as t from "../../graph/ops/mod.ts";
import type { ActivationDefinition } from "./activation_definition.ts";
/**
 * Weighs a value by the tanh of its softplus: `f(x) = x tanh(log(1 + exp(x)))`.
 * @see Misra, Mish: A Self Regularized Non-Monotonic Activation Function, 2019, arXiv:1908.08681
 */
export const mish: ActivationDefinition<"mish"> = {
  id: "mish",
  summary: "Weighs a value by the tanh of its softplus.",
  parameters: {},
  documentation: {
    formula: "f(x) = x tanh(log(1 + exp(x)))",
    advice:
      "Like swish with a deeper dip before 0; known from YOLOv4. It takes three transcendental functions, so try swish first. Keras: mish.",
    reference: "Misra, Mish: A Self Regularized Non-Monotonic Activation Function, 2019, arXiv:1908.08681",
    example: { activation: { function: "mish" } },
  },
  build: (x) => t.mul(x, t.tanh(t.softplus(x))),
};
