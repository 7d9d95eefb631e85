import type { EntryDefinition } from "../../parameters/entry_definition.ts";

/** Parameters of `split`. */
export interface SplitParameters {
  readonly fraction: number;
  readonly seed: number;
}

/** Watches a training on a part of its images. */
export const split: EntryDefinition<"split", SplitParameters> = {
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
};
