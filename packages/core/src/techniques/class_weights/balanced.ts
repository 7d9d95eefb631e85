import type { EntryDefinition, NoParameters } from "../../parameters/entry_definition.ts";

/** Weighs classes by how rare they are. */
export const balanced: EntryDefinition<"balanced", NoParameters> = {
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
};
