import { add, div, maximum, mul, neg, sub } from "../../graph/ops/mod.ts";
import { type AdamParameters, adam } from "./adam.ts";
import { risingPower } from "./adam_moments.ts";
import { decay } from "./common_parameters.ts";
import type { OptimizerDefinition } from "./optimizer_definition.ts";

/**
 * Adam with the largest recent gradient in place of the root mean square.
 * The divisor needs no correction and does not fall faster than `beta2`, so single large gradients calm it for long.
 *
 * `m = m + (1 - beta1) (g - m)`, `u = max(beta2 u, |g|)`, `w = w - rate m / ((1 - beta1^t) (u + epsilon))`.
 * @see Kingma and Ba, Adam, 2015, section 7.1, arXiv 1412.6980
 */
export const adamax: OptimizerDefinition<"adamax", AdamParameters> = {
  id: "adamax",
  summary: "Adam with the largest recent gradient in place of the root mean square.",
  parameters: { ...adam.parameters, beta2: decay("Decay of the largest gradient.", 0.999) },
  documentation: {
    formula:
      "m = beta1 m + (1 - beta1) g; u = max(beta2 u, |g|); w = w - learningRate m / ((1 - beta1^t) (u + epsilon))",
    advice:
      "Calmer than `adam` where gradients come in bursts; the paper suggests twice its rate, 0.002. On image classifiers seldom better.",
    reference:
      "Kingma and Ba, Adam: a method for stochastic optimization, 2015, section 7.1, arXiv 1412.6980",
    example: { adamax: { learningRate: 0.002 } },
  },
  build: (context) => {
    const { parameters, weights, learningRate, slot, assign } = context;
    const { beta1, beta2, epsilon } = parameters;
    const correction = sub(1, risingPower(context, "beta1Power", beta1));
    for (const weight of weights) {
      const { name, value, gradient } = weight;
      const mean = slot(`mean.${name}`, value.shape, 0);
      const largest = slot(`largest.${name}`, value.shape, 0);
      const nextMean = add(mean.value, mul(sub(gradient, mean.value), 1 - beta1));
      const nextLargest = maximum(mul(largest.value, beta2), maximum(gradient, neg(gradient)));
      mean.assign(nextMean);
      largest.assign(nextLargest);
      assign(
        weight,
        sub(value, div(mul(nextMean, learningRate), mul(add(nextLargest, epsilon), correction))),
      );
    }
  },
};
