import { add, div, mul, sqrt, sub } from "../../graph/ops/mod.ts";
import { type AdamParameters, adam } from "./adam.ts";
import { adamMoments, risingPower } from "./adam_moments.ts";
import type { OptimizerDefinition } from "./optimizer_definition.ts";

/** How fast the momentum rises from half of `beta1` to `beta1`; a constant of the paper. */
const MOMENTUM_DECAY = 0.96;

/**
 * Adam with Nesterov's momentum.
 * The momentum itself rises from half of `beta1` on, so the first steps lean on the gradient at hand.
 *
 * `u_t = beta1 (1 - 0.96^t / 2)`, `p_t = u_1 ... u_t`; `m` and `v` as in `adam`;
 * `w = w - rate (u_{t+1} m / (1 - p_{t+1}) + (1 - u_t) g / (1 - p_t)) / (sqrt(v / (1 - beta2^t)) + epsilon)`.
 * @see Dozat, Incorporating Nesterov momentum into Adam, 2016
 */
export const nadam: OptimizerDefinition<"nadam", AdamParameters> = {
  id: "nadam",
  summary: "Adam with Nesterov's momentum.",
  parameters: adam.parameters,
  documentation: {
    formula:
      "u_t = beta1 (1 - 0.96^t / 2); p_t = u_1 ... u_t; m, v as in adam; w = w - learningRate (u_{t+1} m / (1 - p_{t+1}) + (1 - u_t) g / (1 - p_t)) / (sqrt(v / (1 - beta2^t)) + epsilon)",
    advice:
      "Takes the values of `adam` and often learns a little faster in the first epochs; the difference at the end is small.",
    reference: "Dozat, Incorporating Nesterov momentum into Adam, 2016",
    example: { nadam: { learningRate: 0.001 } },
  },
  build: (context) => {
    const { parameters, weights, learningRate, slot, assign } = context;
    const { beta1, beta2, epsilon } = parameters;
    const decay = risingPower(context, "momentumDecay", MOMENTUM_DECAY);
    const momentum = mul(sub(1, mul(decay, 0.5)), beta1);
    const nextMomentum = mul(sub(1, mul(mul(decay, MOMENTUM_DECAY), 0.5)), beta1);
    const product = slot("momentumProduct", [], 1);
    const nextProduct = mul(product.value, momentum);
    product.assign(nextProduct);
    const ofMean = div(nextMomentum, sub(1, mul(nextProduct, nextMomentum)));
    const ofGradient = div(sub(1, momentum), sub(1, nextProduct));
    const correction = sub(1, risingPower(context, "beta2Power", beta2));
    for (const weight of weights) {
      const { mean, square } = adamMoments(context, weight, parameters);
      const ahead = add(mul(mean, ofMean), mul(weight.gradient, ofGradient));
      const root = add(sqrt(div(square, correction)), epsilon);
      assign(weight, sub(weight.value, div(mul(ahead, learningRate), root)));
    }
  },
};
