import { add, mul, sub } from "../../graph/ops/mod.ts";
import { learningRate as learningRateParameter } from "./common_parameters.ts";
import { MOMENTUM, type MomentumParameters } from "./momentum.ts";
import type { OptimizerDefinition } from "./optimizer_definition.ts";

/**
 * Momentum that already steps where the next step will begin.
 * It corrects itself one step earlier than `momentum`, so it overshoots less; everything else is the same.
 *
 * `v = momentum v - rate g`, `w = w + momentum v - rate g`.
 * @see Sutskever, Martens, Dahl and Hinton, On the importance of initialization and momentum in deep learning, 2013
 */
export const nesterov: OptimizerDefinition<"nesterov", MomentumParameters> = {
  id: "nesterov",
  summary: "Momentum that already steps where the next step will begin.",
  parameters: { learningRate: learningRateParameter(0.01), momentum: MOMENTUM },
  documentation: {
    formula: "v = momentum v - learningRate g; w = w + momentum v - learningRate g",
    advice:
      "Takes the rates and schedules of `momentum` and overshoots less; a good first choice when training is long enough for a schedule.",
    reference:
      "Sutskever, Martens, Dahl and Hinton, On the importance of initialization and momentum in deep learning, 2013",
    example: { nesterov: { learningRate: 0.05, momentum: 0.9 } },
  },
  build: ({ parameters, weights, learningRate, slot, assign }) => {
    for (const weight of weights) {
      const velocity = slot(`velocity.${weight.name}`, weight.value.shape, 0);
      const step = mul(weight.gradient, learningRate);
      const next = sub(mul(velocity.value, parameters.momentum), step);
      velocity.assign(next);
      assign(weight, add(weight.value, sub(mul(next, parameters.momentum), step)));
    }
  },
};
