import { add, constant, mul, sub } from "../../graph/ops/mod.ts";
import type { GradientDefinition } from "./gradient_definition.ts";

/** Parameters of `ema`. */
export interface EmaParameters {
  readonly decay: number;
}

/**
 * Keeps a running mean of the weights, which is evaluated and saved in their place.
 * Training itself goes on from the weights. After the first step the mean is the weights themselves.
 * @see Polyak and Juditsky, Acceleration of stochastic approximation by averaging, 1992
 */
export const ema: GradientDefinition<"ema", EmaParameters> = {
  id: "ema",
  summary: "Keeps a running mean of the weights, which is evaluated and saved in their place.",
  parameters: {
    decay: {
      kind: "float",
      summary: "Part of the mean that stays at each step.",
      minimum: 0,
      maximum: 1,
      exclusiveMaximum: true,
      default: 0.99,
    },
  },
  documentation: {
    formula: "a = decay a + (1 - decay) w after each step; a = w after the first",
    advice:
      "Nearly free, and smooths what a high rate leaves noisy; with a rate that falls to 0 it adds little. The mean reaches back about 1 / (1 - decay) steps: 0.99 (as in Keras) suits short trainings, 0.999 and more those of many epochs.",
    reference: "Polyak and Juditsky, Acceleration of stochastic approximation by averaging, 1992",
    example: { ema: { decay: 0.999 } },
  },
  place: "weightMean",
  served: (weight) => `average.${weight}`,
  apply: ({ parameters, context, slot }) => {
    // 0 before the first step, 1 from then on: the mean must not begin with zeros
    const started = slot("started", [], 0);
    started.assign(constant(started.value.builder, 1));
    const kept = mul(started.value, parameters.decay);
    const taken = sub(1, kept);
    return {
      ...context,
      assign: (weight, value) => {
        const average = slot(`average.${weight.name}`, value.shape, 0);
        average.assign(add(mul(average.value, kept), mul(value, taken)));
        context.assign(weight, value);
      },
    };
  },
};
