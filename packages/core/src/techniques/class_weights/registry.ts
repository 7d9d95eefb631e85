import type { Documentation } from "../../parameters/documentation.ts";
import type { ParameterInput, ParameterSchema } from "../../parameters/parameter_definition.ts";

/** Parameters of `balanced`: it has none. */
export type BalancedParameters = Readonly<Record<never, never>>;

/** Parameters of `given`. */
export interface GivenWeightsParameters {
  readonly weights: readonly number[];
}

/** One way to weigh classes: data alone, as the training loop does the rest. */
export interface ClassWeightsDefinition<TId extends string, TParameters> {
  /** Key in specs and in GraphQL. */
  readonly id: TId;
  /** One sentence. */
  readonly summary: string;
  readonly parameters: ParameterSchema<TParameters>;
  readonly documentation: Documentation;
}

/** Every way's parameters by id. */
interface ClassWeightsTypes {
  balanced: BalancedParameters;
  given: GivenWeightsParameters;
}

/** How much the examples of each class count, complete: `{ balanced: {} }`. */
export type ClassWeightsSpec = {
  [TId in keyof ClassWeightsTypes]: { readonly [TKey in TId]: ClassWeightsTypes[TId] };
}[keyof ClassWeightsTypes];

/** {@linkcode ClassWeightsSpec} as a person writes it. */
export type ClassWeightsSpecInput =
  | { readonly balanced: ParameterInput<BalancedParameters, never> }
  | { readonly given: ParameterInput<GivenWeightsParameters, "weights"> };

/** Every way to weigh classes by id. */
export const CLASS_WEIGHTS: {
  readonly [TId in keyof ClassWeightsTypes]: ClassWeightsDefinition<TId, ClassWeightsTypes[TId]>;
} = {
  balanced: {
    id: "balanced",
    summary: "Makes all classes count as much, however many images each has.",
    parameters: {},
    documentation: {
      formula: "weight_c = n / (classes n_c)",
      advice:
        "For classes of very different sizes: rare ones are learned better, at some cost for common ones, and scores are no longer probabilities of the data at hand. The same numbers as scikit-learn's class_weight balanced.",
      reference: "King and Zeng, Logistic Regression in Rare Events Data, 2001, Political Analysis 9",
      example: { balanced: {} },
    },
  },
  given: {
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
  },
};
