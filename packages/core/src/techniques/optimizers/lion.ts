import { add, div, equal, maximum, mul, neg, select, sub } from "../../graph/ops/mod.ts";
import type { Value } from "../../graph/value.ts";
import { decay, learningRate as learningRateParameter } from "./common_parameters.ts";
import type { CommonOptimizerParameters, OptimizerDefinition } from "./optimizer_definition.ts";

/** Parameters of `lion`. */
export interface LionParameters extends CommonOptimizerParameters {
  readonly beta1: number;
  readonly beta2: number;
}

/** -1, 0 or 1; NaN stays NaN, so that a broken gradient shows in the weights. */
function sign(x: Value): Value {
  return select(equal(x, 0), 0, div(x, maximum(x, neg(x))));
}

/**
 * Steps by the sign of a mean of gradients.
 * Every weight moves by exactly the rate at each step; it keeps one slot a weight, half of what `adam` keeps.
 *
 * `w = w - rate sign(beta1 m + (1 - beta1) g)`, then `m = beta2 m + (1 - beta2) g`.
 * @see Chen and others, Symbolic discovery of optimization algorithms, 2023, arXiv 2302.06675
 */
export const lion: OptimizerDefinition<"lion", LionParameters> = {
  id: "lion",
  summary: "Steps by the sign of a mean of gradients.",
  parameters: {
    learningRate: learningRateParameter(0.001),
    beta1: decay("Weight of past gradients in the step.", 0.9),
    beta2: decay("Decay of the mean of gradients.", 0.99),
  },
  documentation: {
    formula: "w = w - learningRate sign(beta1 m + (1 - beta1) g); m = beta2 m + (1 - beta2) g",
    advice:
      "Wants a third to a tenth of the rate of `adam` and three to ten times its weight decay; it shines with large batches. The default of 0.001 is that of Keras and large.",
    reference: "Chen and others, Symbolic discovery of optimization algorithms, 2023, arXiv 2302.06675",
    example: { lion: { learningRate: 0.0003 } },
  },
  build: ({ parameters: { beta1, beta2 }, weights, learningRate, slot, assign }) => {
    for (const weight of weights) {
      const { name, value, gradient } = weight;
      const mean = slot(`mean.${name}`, value.shape, 0);
      const direction = add(mul(mean.value, beta1), mul(gradient, 1 - beta1));
      mean.assign(add(mul(mean.value, beta2), mul(gradient, 1 - beta2)));
      assign(weight, sub(value, mul(sign(direction), learningRate)));
    }
  },
};
