import { weightDecay as weightDecayParameter } from "../optimizers/common_parameters.ts";
import { decayWeights } from "../optimizers/decay_weights.ts";
import type { GradientDefinition } from "./gradient_definition.ts";

/** Parameters of `weightDecay`. */
export interface WeightDecayParameters {
  readonly rate: number;
  readonly kernelsOnly: boolean;
}

/**
 * Shrinks the weights beside the step of any optimizer: `w = w - learningRate rate w - step`.
 * With `adam` and `kernelsOnly` off it is `adamw`.
 * @see Loshchilov and Hutter, Decoupled weight decay regularization, 2019, arXiv 1711.05101
 */
export const weightDecay: GradientDefinition<"weightDecay", WeightDecayParameters> = {
  id: "weightDecay",
  summary: "Shrinks the weights beside the step of any optimizer.",
  parameters: {
    rate: weightDecayParameter(0.004),
    kernelsOnly: {
      kind: "boolean",
      summary: "Whether biases and normalisations, which have one axis, are left alone.",
      default: true,
    },
  },
  documentation: {
    formula: "w = w - learningRate rate w - step",
    advice:
      "What `adamw` does, for any optimizer; with `sgd` it is the same as an `l2` penalty of rate / 2. With `momentum` at a rate of 0.1 take 5e-4, with `adam` at 0.001 about 0.01 to 0.1.",
    reference: "Loshchilov and Hutter, Decoupled weight decay regularization, 2019, arXiv 1711.05101",
    example: { weightDecay: { rate: 0.0005 } },
  },
  place: "decay",
  apply: ({ parameters: { rate, kernelsOnly }, context }) => {
    const decayed = decayWeights(context, rate);
    return {
      ...context,
      assign: (weight, value) =>
        (kernelsOnly && weight.value.shape.length < 2 ? context : decayed).assign(weight, value),
    };
  },
};
