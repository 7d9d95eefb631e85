import type { Documentation } from "../../parameters/documentation.ts";
import type { ParameterInput, ParameterSchema } from "../../parameters/parameter_definition.ts";

/** Parameters of `split`. */
export interface SplitParameters {
  readonly fraction: number;
  readonly seed: number;
}

/** Parameters of `given`: it has none. */
export type GivenParameters = Readonly<Record<never, never>>;

/** One source of validation images: data alone, as the training loop does the rest. */
export interface ValidationDefinition<TId extends string, TParameters> {
  /** Key in specs and in GraphQL. */
  readonly id: TId;
  /** One sentence. */
  readonly summary: string;
  readonly parameters: ParameterSchema<TParameters>;
  readonly documentation: Documentation;
}

/** Every source's parameters by id. */
interface ValidationTypes {
  split: SplitParameters;
  given: GivenParameters;
}

/** Where the images come from that a training is watched on, complete: `{ split: { fraction: 0.1, seed: 0 } }`. */
export type ValidationSpec = {
  [TId in keyof ValidationTypes]: { readonly [TKey in TId]: ValidationTypes[TId] };
}[keyof ValidationTypes];

/** {@linkcode ValidationSpec} as a person writes it. */
export type ValidationSpecInput = {
  [TId in keyof ValidationTypes]: { readonly [TKey in TId]: ParameterInput<ValidationTypes[TId], never> };
}[keyof ValidationTypes];

/** Every source of validation images by id. */
export const VALIDATIONS: {
  readonly [TId in keyof ValidationTypes]: ValidationDefinition<TId, ValidationTypes[TId]>;
} = {
  split: {
    id: "split",
    summary: "Sets apart a part of the training images, with the same proportions of classes.",
    parameters: {
      fraction: {
        kind: "float",
        summary: "Part of the training images that is set apart.",
        minimum: 0,
        exclusiveMinimum: true,
        maximum: 1,
        exclusiveMaximum: true,
        default: 0.1,
      },
      seed: {
        kind: "int",
        summary:
          "Decides which images; it is not the run's seed, so that runs of all seeds are judged on the same ones.",
        minimum: 0,
        maximum: 0x7fff_ffff,
        default: 0,
      },
    },
    documentation: {
      formula: "of each class c: round(fraction n_c) images, chosen by the seed",
      advice:
        "What stopping, schedules that listen, and the choice among recipes need: the test images are then seen once, at the end. Keras's validation_split takes the last images as they lie; here the split is stratified and seeded.",
      reference:
        "Kohavi, A Study of Cross-Validation and Bootstrap for Accuracy Estimation and Model Selection, 1995",
      example: { split: { fraction: 0.1 } },
    },
  },
  given: {
    id: "given",
    summary: "Takes the validation images that the dataset brings.",
    parameters: {},
    documentation: {
      formula: "validation = the dataset's own validation set",
      advice: "For datasets that are published with such a set, so that figures can be compared.",
      reference:
        "Ripley, Pattern Recognition and Neural Networks, 1996, glossary: training, validation and test set",
      example: { given: {} },
    },
  },
};
