import type { EntryDefinition } from "../../parameters/entry_definition.ts";
import type { ParameterInput } from "../../parameters/parameter_definition.ts";

/** Parameters of `given`. */
export interface GivenWeightsParameters {
  readonly weights: readonly number[];
}

/** Weighs classes as a person says. */
export const given: EntryDefinition<
  "given",
  GivenWeightsParameters,
  ParameterInput<GivenWeightsParameters, "weights">
> = {
  id: "given",
  summary: "Takes one weight for each class.",
  parameters: {
    weights: {
      kind: "floats",
      summary: "How much the loss of an example counts, class by class in the dataset's order.",
      minimum: 0,
      minimumLength: 1,
    },
  },
  documentation: {
    formula: "loss = sum of weight[label_i] loss_i / batch",
    advice:
      "For mistakes of different costs. A mean weight of 1 keeps the learning rate's meaning; the mean is over the batch's size, as with Keras's class_weight.",
    reference: "Elkan, The Foundations of Cost-Sensitive Learning, 2001",
    example: { given: { weights: [1, 1, 4, 1] } },
  },
};
