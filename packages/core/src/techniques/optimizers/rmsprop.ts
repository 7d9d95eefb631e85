import { add, div, mul, sqrt, sub } from "../../graph/ops/mod.ts";
import type { Value } from "../../graph/value.ts";
import { decay, EPSILON, learningRate as learningRateParameter } from "./common_parameters.ts";
import type { CommonOptimizerParameters, OptimizerDefinition } from "./optimizer_definition.ts";

/** Parameters of `rmsprop`. */
export interface RmspropParameters extends CommonOptimizerParameters {
  readonly rho: number;
  readonly momentum: number;
  readonly epsilon: number;
  readonly centered: boolean;
}

/**
 * Steps along the gradient over the root of a running mean of its square.
 * `adam` without the mean of gradients and without correcting for the zeros that the means start from, so the first steps are long:
 * `rate / sqrt(1 - rho)`. `epsilon` stands within the root, as in Keras.
 *
 * `v = rho v + (1 - rho) g^2`, `w = w - rate g / sqrt(v + epsilon)`; centered, `v` less the square of a running mean of `g`;
 * with momentum, `u = momentum u + rate g / sqrt(...)`, `w = w - u`.
 * @see Tieleman and Hinton, Lecture 6.5, RMSprop, 2012
 */
export const rmsprop: OptimizerDefinition<"rmsprop", RmspropParameters> = {
  id: "rmsprop",
  summary: "Steps along the gradient over the root of a running mean of its square.",
  parameters: {
    learningRate: learningRateParameter(0.001),
    rho: decay("Decay of the mean of squares.", 0.9),
    momentum: decay("Part of the last step that goes into the next; 0 for none.", 0),
    epsilon: EPSILON,
    centered: {
      kind: "boolean",
      summary: "Whether the square of the mean is taken off, which leaves the variance.",
      default: false,
    },
  },
  documentation: {
    formula: "v = rho v + (1 - rho) g^2; w = w - learningRate g / sqrt(v + epsilon)",
    advice:
      "The forerunner of `adam`, without its running mean and its correction, so its first steps are about three times as long. Take it to repeat older recipes; MobileNet and EfficientNet use it with momentum 0.9.",
    reference: "Tieleman and Hinton, Lecture 6.5, RMSprop, 2012",
    example: { rmsprop: { learningRate: 0.001, centered: true } },
  },
  build: ({ parameters: { rho, momentum, epsilon, centered }, weights, learningRate, slot, assign }) => {
    const running = (name: string, sample: Value): Value => {
      const mean = slot(name, sample.shape, 0);
      const next = add(mul(mean.value, rho), mul(sample, 1 - rho));
      mean.assign(next);
      return next;
    };
    for (const weight of weights) {
      const { name, value, gradient } = weight;
      const squares = running(`square.${name}`, mul(gradient, gradient));
      const mean = centered ? running(`mean.${name}`, gradient) : null;
      const variance = mean === null ? squares : sub(squares, mul(mean, mean));
      let step = div(mul(gradient, learningRate), sqrt(add(variance, epsilon)));
      if (momentum > 0) {
        const velocity = slot(`velocity.${name}`, value.shape, 0);
        step = add(mul(velocity.value, momentum), step);
        velocity.assign(step);
      }
      assign(weight, sub(value, step));
    }
  },
};
