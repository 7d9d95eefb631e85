import * as t from "../../graph/ops/mod.ts";
import type { ActivationDefinition } from "./activation_definition.ts";

/**
 * Weighs a value by the probability that a normal number is smaller: `f(x) = x (1 + erf(x / sqrt(2))) / 2`.
 * @see Hendrycks and Gimpel, Gaussian Error Linear Units, 2016, arXiv:1606.08415
 */
export const gelu: ActivationDefinition<"gelu"> = {
  id: "gelu",
  summary: "Weighs a value by the probability that a normal number is smaller.",
  parameters: {},
  documentation: {
    formula: "f(x) = x (1 + erf(x / sqrt(2))) / 2",
    advice:
      "A smooth relu that is a little negative before 0; usual in transformers and ConvNeXt, and dearer than swish, which it resembles. The exact form, as in Keras: gelu.",
    reference: "Hendrycks and Gimpel, Gaussian Error Linear Units, 2016, arXiv:1606.08415",
    example: { activation: { function: "gelu" } },
  },
  build: (x) => t.mul(t.mul(x, 0.5), t.add(t.erf(t.mul(x, Math.SQRT1_2)), 1)),
};
