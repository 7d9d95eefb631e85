import type { EntryDefinition, NoParameters } from "../../parameters/entry_definition.ts";

/** Watches a training on images that the dataset brings. */
export const given: EntryDefinition<"given", NoParameters> = {
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
};
