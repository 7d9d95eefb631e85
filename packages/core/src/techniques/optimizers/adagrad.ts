import { add, div, mul, sqrt, sub } from "../../graph/ops/mod.ts";
import { EPSILON, learningRate as learningRateParameter } from "./common_parameters.ts";
import type { CommonOptimizerParameters, OptimizerDefinition } from "./optimizer_definition.ts";

/** Parameters of `adagrad`. */
export interface AdagradParameters extends CommonOptimizerParameters {
  readonly initialAccumulator: number;
  readonly epsilon: number;
}

/**
 * Steps along the gradient over the root of the sum of all its squares.
 * Each weight's rate falls as `1 / sqrt(t)` by itself; what is seldom seen keeps a large one.
 *
 * `s = s + g^2`, `w = w - rate g / sqrt(s + epsilon)`.
 * @see Duchi, Hazan and Singer, Adaptive subgradient methods, 2011
 */
export const adagrad: OptimizerDefinition<"adagrad", AdagradParameters> = {
  id: "adagrad",
  summary: "Steps along the gradient over the root of the sum of all its squares.",
  parameters: {
    learningRate: learningRateParameter(0.001),
    initialAccumulator: {
      kind: "float",
      summary: "What the sum of squares begins with.",
      minimum: 0,
      default: 0.1,
    },
    epsilon: EPSILON,
  },
  documentation: {
    formula: "s = s + g^2; w = w - learningRate g / sqrt(s + epsilon)",
    advice:
      "Made for sparse features; on images its rate falls too soon. It wants about ten times the rate of `adam`: the default of 0.001, which is that of Keras, is slow.",
    reference: "Duchi, Hazan and Singer, Adaptive subgradient methods, 2011",
    example: { adagrad: { learningRate: 0.01 } },
  },
  build: ({ parameters: { initialAccumulator, epsilon }, weights, learningRate, slot, assign }) => {
    for (const weight of weights) {
      const { name, value, gradient } = weight;
      const squares = slot(`square.${name}`, value.shape, initialAccumulator);
      const next = add(squares.value, mul(gradient, gradient));
      squares.assign(next);
      assign(weight, sub(value, div(mul(gradient, learningRate), sqrt(add(next, epsilon)))));
    }
  },
};
