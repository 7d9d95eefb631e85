import { add, div, mul, sqrt, sub } from "../../graph/ops/mod.ts";
import type { CommonOptimizerParameters, OptimizerDefinition } from "./optimizer_definition.ts";

/** Parameters of `adam`. */
export interface AdamParameters extends CommonOptimizerParameters {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
}

/**
 * Steps along a running mean of the gradient, divided by the root of a running mean of its square.
 * A good first choice; `epsilon` is added outside the corrected root, as in Keras and TensorFlow (PyTorch adds it after correcting).
 *
 * `m = m + (1 - beta1) (g - m)`, `v = v + (1 - beta2) (g^2 - v)`, `w = w - rate sqrt(1 - beta2^t) / (1 - beta1^t) m / (sqrt(v) + epsilon)`.
 * The powers of the betas are kept as slots and multiplied up, so that no `pow`, whose last bits differ between runtimes, reaches the weights.
 * @see Kingma and Ba, Adam, 2015, arXiv 1412.6980
 */
export const adam: OptimizerDefinition<"adam", AdamParameters> = {
  id: "adam",
  summary: "Steps along a running mean of the gradient over the root of a running mean of its square.",
  parameters: {
    learningRate: { kind: "float", summary: "Size of a step.", minimum: 0, default: 0.001 },
    beta1: {
      kind: "float",
      summary: "Decay of the mean of gradients.",
      minimum: 0,
      maximum: 1,
      exclusiveMaximum: true,
      default: 0.9,
    },
    beta2: {
      kind: "float",
      summary: "Decay of the mean of squares.",
      minimum: 0,
      maximum: 1,
      exclusiveMaximum: true,
      default: 0.999,
    },
    epsilon: {
      kind: "float",
      summary: "Keeps the divisor from 0.",
      minimum: 0,
      exclusiveMinimum: true,
      default: 1e-7,
    },
  },
  build: ({ parameters: { beta1, beta2, epsilon }, weights, learningRate, slot, assign }) => {
    const power1 = slot("beta1Power", [], 1);
    const power2 = slot("beta2Power", [], 1);
    const nextPower1 = mul(power1.value, beta1);
    const nextPower2 = mul(power2.value, beta2);
    power1.assign(nextPower1);
    power2.assign(nextPower2);
    const rate = div(mul(learningRate, sqrt(sub(1, nextPower2))), sub(1, nextPower1));
    for (const weight of weights) {
      const { name, value, gradient } = weight;
      const m = slot(`mean.${name}`, value.shape, 0);
      const v = slot(`square.${name}`, value.shape, 0);
      const nextM = add(m.value, mul(sub(gradient, m.value), 1 - beta1));
      const nextV = add(v.value, mul(sub(mul(gradient, gradient), v.value), 1 - beta2));
      m.assign(nextM);
      v.assign(nextV);
      assign(weight, sub(value, div(mul(rate, nextM), add(sqrt(nextV), epsilon))));
    }
  },
};
