import { add, mul, sub } from "../../graph/ops/mod.ts";
import type { FloatParameter } from "../../parameters/parameter_definition.ts";
import { decay, learningRate as learningRateParameter } from "./common_parameters.ts";
import type { CommonOptimizerParameters, OptimizerDefinition } from "./optimizer_definition.ts";

/** Parameters of `momentum` and of `nesterov`. */
export interface MomentumParameters extends CommonOptimizerParameters {
  readonly momentum: number;
}

/** The part of the last step that goes into the next. */
export const MOMENTUM: FloatParameter = decay("Part of the last step that goes into the next.", 0.9);

/**
 * Steps along a decaying sum of past steps.
 * With the usual 0.9 it moves about ten times as far as `sgd` at the same rate once gradients agree, and averages them where they do not.
 *
 * `v = momentum v - rate g`, `w = w + v`.
 * @see Polyak, Some methods of speeding up the convergence of iteration methods, 1964
 */
export const momentum: OptimizerDefinition<"momentum", MomentumParameters> = {
  id: "momentum",
  summary: "Steps along a decaying sum of past steps.",
  parameters: { learningRate: learningRateParameter(0.01), momentum: MOMENTUM },
  documentation: {
    formula: "v = momentum v - learningRate g; w = w + v",
    advice:
      "With a schedule the classic choice for convolutional networks, often ahead of `adam` in the end. At momentum 0.9 it moves about ten times as far as `sgd` at the same rate.",
    reference: "Polyak, Some methods of speeding up the convergence of iteration methods, 1964",
    example: { momentum: { learningRate: 0.05, momentum: 0.9 } },
  },
  build: ({ parameters, weights, learningRate, slot, assign }) => {
    for (const weight of weights) {
      const velocity = slot(`velocity.${weight.name}`, weight.value.shape, 0);
      const next = sub(mul(velocity.value, parameters.momentum), mul(weight.gradient, learningRate));
      velocity.assign(next);
      assign(weight, add(weight.value, next));
    }
  },
};
