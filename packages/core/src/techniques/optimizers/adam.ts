import { add, div, mul, sqrt, sub } from "../../graph/ops/mod.ts";
import type { Value } from "../../graph/value.ts";
import { adamMoments, risingPower } from "./adam_moments.ts";
import { BETA1, BETA2, EPSILON, learningRate as learningRateParameter } from "./common_parameters.ts";
import type {
  CommonOptimizerParameters,
  OptimizerDefinition,
  UpdateContext,
} from "./optimizer_definition.ts";

/** Parameters of `adam` and its kin. */
export interface AdamParameters extends CommonOptimizerParameters {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
}

/** `rate sqrt(1 - beta2^t) / (1 - beta1^t)`: the rate, corrected for the zeros that the running means start from. */
export function correctedRate(context: UpdateContext, { beta1, beta2 }: AdamParameters): Value {
  const power1 = risingPower(context, "beta1Power", beta1);
  const power2 = risingPower(context, "beta2Power", beta2);
  return div(mul(context.learningRate, sqrt(sub(1, power2))), sub(1, power1));
}

/**
 * Steps along a running mean of the gradient, divided by the root of a running mean of its square.
 * A good first choice; `epsilon` is added outside the corrected root, as in Keras and TensorFlow (PyTorch adds it after correcting).
 *
 * `m = m + (1 - beta1) (g - m)`, `v = v + (1 - beta2) (g^2 - v)`, `w = w - rate sqrt(1 - beta2^t) / (1 - beta1^t) m / (sqrt(v) + epsilon)`.
 * @see Kingma and Ba, Adam, 2015, arXiv 1412.6980
 */
export const adam: OptimizerDefinition<"adam", AdamParameters> = {
  id: "adam",
  summary: "Steps along a running mean of the gradient over the root of a running mean of its square.",
  parameters: {
    learningRate: learningRateParameter(0.001),
    beta1: BETA1,
    beta2: BETA2,
    epsilon: EPSILON,
  },
  documentation: {
    formula:
      "m = beta1 m + (1 - beta1) g; v = beta2 v + (1 - beta2) g^2; w = w - learningRate sqrt(1 - beta2^t) / (1 - beta1^t) m / (sqrt(v) + epsilon)",
    advice:
      "A good first choice: a step is about as long as the rate, whatever the size of the gradients, so 0.001 suits most networks. `nesterov` with a schedule may end a little higher; with weight decay take `adamw`.",
    reference: "Kingma and Ba, Adam: a method for stochastic optimization, 2015, arXiv 1412.6980",
    example: { adam: { learningRate: 0.001 } },
  },
  build: (context) => {
    const { parameters, weights, assign } = context;
    const rate = correctedRate(context, parameters);
    for (const weight of weights) {
      const { mean, square } = adamMoments(context, weight, parameters);
      assign(weight, sub(weight.value, div(mul(rate, mean), add(sqrt(square), parameters.epsilon))));
    }
  },
};
