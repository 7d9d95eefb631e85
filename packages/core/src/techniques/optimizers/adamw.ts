import { type AdamParameters, adam } from "./adam.ts";
import { weightDecay } from "./common_parameters.ts";
import { decayWeights } from "./decay_weights.ts";
import type { OptimizerDefinition } from "./optimizer_definition.ts";

/** Parameters of `adamw`. */
export interface AdamwParameters extends AdamParameters {
  readonly weightDecay: number;
}

/**
 * Adam that also shrinks the weights, beside its step and not through the gradient.
 * A penalty of squares in the loss would be divided by the root of `v` like every gradient, and so hardly reach weights with large ones.
 *
 * `w = w - rate weightDecay w - (the step of adam)`. All weights shrink, biases too, as in Keras.
 * @see Loshchilov and Hutter, Decoupled weight decay regularization, 2019, arXiv 1711.05101
 */
export const adamw: OptimizerDefinition<"adamw", AdamwParameters> = {
  id: "adamw",
  summary: "Adam that also shrinks the weights, beside its step and not through the gradient.",
  parameters: { ...adam.parameters, weightDecay: weightDecay(0.004) },
  documentation: {
    formula: "w = w - learningRate weightDecay w - (the step of adam)",
    advice:
      "Take it in place of `adam` with an `l2` penalty. The default 0.004 is that of Keras; recipes for long trainings of large networks use 0.01 to 0.1.",
    reference: "Loshchilov and Hutter, Decoupled weight decay regularization, 2019, arXiv 1711.05101",
    example: { adamw: { learningRate: 0.002, weightDecay: 0.05 } },
  },
  build: (context, build) => adam.build(decayWeights(context, context.parameters.weightDecay), build),
};
