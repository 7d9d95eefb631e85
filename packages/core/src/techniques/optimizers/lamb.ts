import { add, div, greater, minimum, mul, select, sqrt, sub, sum } from "../../graph/ops/mod.ts";
import type { Value } from "../../graph/value.ts";
import { type AdamParameters, adam } from "./adam.ts";
import { adamMoments, risingPower } from "./adam_moments.ts";
import type { OptimizerDefinition } from "./optimizer_definition.ts";

function lengthOf(value: Value): Value {
  return sqrt(sum(mul(value, value)));
}

/**
 * Adam whose step for each weight tensor is as long as a part of that tensor: the rate.
 * So no layer is thrown off by a rate that suits another, which is what large batches with high rates need. Where a tensor or its step has no
 * length, as that of a bias at first, it is Adam's step. `epsilon` is added to the corrected root, as in Keras.
 *
 * `m` and `v` as in `adam`, `u = m / (1 - beta1^t) / (sqrt(v / (1 - beta2^t)) + epsilon)`, `w = w - rate |w| / |u| u`.
 * @see You et al., Large Batch Optimization for Deep Learning: Training BERT in 76 minutes, 2020, arXiv 1904.00962
 */
export const lamb: OptimizerDefinition<"lamb", AdamParameters> = {
  id: "lamb",
  summary: "Adam whose step for each weight tensor is as long as a part of that tensor.",
  parameters: adam.parameters,
  documentation: {
    formula:
      "m, v as in adam; u = m / (1 - beta1^t) / (sqrt(v / (1 - beta2^t)) + epsilon); w = w - learningRate |w| / |u| u, |w| / |u| = 1 where either is 0",
    advice:
      "For batches of a thousand images and more, where `adam` needs much tuning: Wightman and others train ResNets by it with 2048 images at 0.005 to 0.008, a warm-up and a cosine. Its rate is a part of the weights, so begin with five times that of `adam`; with small batches it has no advantage. For decay add `weightDecay`, which is apart from the ratio, as in Keras.",
    reference:
      "You et al., Large Batch Optimization for Deep Learning: Training BERT in 76 minutes, 2020, arXiv 1904.00962; Wightman, Touvron and Jégou, ResNet strikes back, 2021, arXiv 2110.00476",
    example: { lamb: { learningRate: 0.005 } },
  },
  build: (context) => {
    const { parameters, weights, learningRate, assign } = context;
    const { beta1, beta2, epsilon } = parameters;
    const meanPart = sub(1, risingPower(context, "beta1Power", beta1));
    const squarePart = sub(1, risingPower(context, "beta2Power", beta2));
    for (const weight of weights) {
      const { mean, square } = adamMoments(context, weight, parameters);
      const direction = div(div(mean, meanPart), add(sqrt(div(square, squarePart)), epsilon));
      const [own, length] = [lengthOf(weight.value), lengthOf(direction)];
      const ratio = select(greater(minimum(own, length), 0), div(own, length), 1);
      assign(weight, sub(weight.value, mul(direction, mul(ratio, learningRate))));
    }
  },
};
