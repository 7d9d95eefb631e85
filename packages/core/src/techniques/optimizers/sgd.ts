import { mul, sub } from "../../graph/ops/mod.ts";
import { learningRate as learningRateParameter } from "./common_parameters.ts";
import type { CommonOptimizerParameters, OptimizerDefinition } from "./optimizer_definition.ts";

/** Parameters of `sgd`. */
export type SgdParameters = CommonOptimizerParameters;

/**
 * Steps against the gradient.
 * The plainest there is, and the one that the others are measured against; it needs no memory.
 *
 * `w = w - rate g`.
 * @see Robbins and Monro, A stochastic approximation method, 1951
 */
export const sgd: OptimizerDefinition<"sgd", SgdParameters> = {
  id: "sgd",
  summary: "Steps against the gradient.",
  parameters: { learningRate: learningRateParameter(0.01) },
  documentation: {
    formula: "w = w - learningRate g",
    advice:
      "The plainest optimizer, without memory; nearly always worth replacing by `momentum` or `nesterov`. It wants a rate about ten times that of `adam`, and a schedule.",
    reference: "Robbins and Monro, A stochastic approximation method, 1951",
    example: { sgd: { learningRate: 0.1 } },
  },
  build: ({ weights, learningRate, assign }) => {
    for (const weight of weights) {
      assign(weight, sub(weight.value, mul(weight.gradient, learningRate)));
    }
  },
};
