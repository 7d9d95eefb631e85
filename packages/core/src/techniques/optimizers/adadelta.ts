import { add, div, mul, sqrt, sub } from "../../graph/ops/mod.ts";
import { decay, EPSILON, learningRate as learningRateParameter } from "./common_parameters.ts";
import type { CommonOptimizerParameters, OptimizerDefinition } from "./optimizer_definition.ts";

/** Parameters of `adadelta`. */
export interface AdadeltaParameters extends CommonOptimizerParameters {
  readonly rho: number;
  readonly epsilon: number;
}

/**
 * Steps along the gradient, scaled by the root mean square of past steps over that of past gradients.
 * The step has the unit of the weight, so the paper needs no rate (it is 1 there); it starts very slowly, from the root of `epsilon`.
 *
 * `v = rho v + (1 - rho) g^2`, `d = g sqrt(u + epsilon) / sqrt(v + epsilon)`, `u = rho u + (1 - rho) d^2`, `w = w - rate d`.
 * @see Zeiler, ADADELTA, 2012, arXiv 1212.5701
 */
export const adadelta: OptimizerDefinition<"adadelta", AdadeltaParameters> = {
  id: "adadelta",
  summary: "Steps along the gradient, scaled by past steps over past gradients.",
  parameters: {
    learningRate: learningRateParameter(0.001),
    rho: decay("Decay of the means of squares.", 0.95),
    epsilon: EPSILON,
  },
  documentation: {
    formula:
      "v = rho v + (1 - rho) g^2; d = g sqrt(u + epsilon) / sqrt(v + epsilon); u = rho u + (1 - rho) d^2; w = w - learningRate d",
    advice:
      "Set `learningRate` to 1, the value of the paper; the default of 0.001 is that of Keras and hardly moves. `adam` has replaced it.",
    reference: "Zeiler, ADADELTA: an adaptive learning rate method, 2012, arXiv 1212.5701",
    example: { adadelta: { learningRate: 1 } },
  },
  build: ({ parameters: { rho, epsilon }, weights, learningRate, slot, assign }) => {
    for (const weight of weights) {
      const { name, value, gradient } = weight;
      const squares = slot(`square.${name}`, value.shape, 0);
      const steps = slot(`step.${name}`, value.shape, 0);
      const nextSquares = add(mul(squares.value, rho), mul(mul(gradient, gradient), 1 - rho));
      const step = div(mul(sqrt(add(steps.value, epsilon)), gradient), sqrt(add(nextSquares, epsilon)));
      squares.assign(nextSquares);
      steps.assign(add(mul(steps.value, rho), mul(mul(step, step), 1 - rho)));
      assign(weight, sub(value, mul(step, learningRate)));
    }
  },
};
