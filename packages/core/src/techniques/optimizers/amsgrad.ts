import { add, div, maximum, mul, sqrt, sub } from "../../graph/ops/mod.ts";
import { type AdamParameters, adam, correctedRate } from "./adam.ts";
import { adamMoments } from "./adam_moments.ts";
import type { OptimizerDefinition } from "./optimizer_definition.ts";

/**
 * Adam whose divisor never falls.
 * Adam may fail to settle where rare large gradients matter, as it forgets them; here the largest mean of squares so far divides.
 *
 * `m` and `v` as in `adam`, `h = max(h, v)`, `w = w - rate sqrt(1 - beta2^t) / (1 - beta1^t) m / (sqrt(h) + epsilon)`.
 * @see Reddi, Kale and Kumar, On the convergence of Adam and beyond, 2018, arXiv 1904.09237
 */
export const amsgrad: OptimizerDefinition<"amsgrad", AdamParameters> = {
  id: "amsgrad",
  summary: "Adam whose divisor never falls.",
  parameters: adam.parameters,
  documentation: {
    formula:
      "m, v as in adam; h = max(h, v); w = w - learningRate sqrt(1 - beta2^t) / (1 - beta1^t) m / (sqrt(h) + epsilon)",
    advice:
      "Takes the values of `adam`; worth a try where its loss does not settle towards the end. A schedule usually does more.",
    reference: "Reddi, Kale and Kumar, On the convergence of Adam and beyond, 2018, arXiv 1904.09237",
    example: { amsgrad: { learningRate: 0.001 } },
  },
  build: (context) => {
    const { parameters, weights, slot, assign } = context;
    const rate = correctedRate(context, parameters);
    for (const weight of weights) {
      const { mean, square } = adamMoments(context, weight, parameters);
      const largest = slot(`largest.${weight.name}`, weight.value.shape, 0);
      const nextLargest = maximum(largest.value, square);
      largest.assign(nextLargest);
      assign(weight, sub(weight.value, div(mul(rate, mean), add(sqrt(nextLargest), parameters.epsilon))));
    }
  },
};
