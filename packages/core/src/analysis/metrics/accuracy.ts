import type { NoParameters } from "../../parameters/entry_definition.ts";
import { reportOf } from "./averaged.ts";
import type { MetricDefinition } from "./metric_definition.ts";

/**
 * Part of the examples whose class has the highest score.
 *
 * `accuracy = right / n`.
 * @see Fawcett, An Introduction to ROC Analysis, 2006
 */
export const accuracy: MetricDefinition<"accuracy", NoParameters> = {
  id: "accuracy",
  summary: "Part of the examples whose class has the highest score.",
  parameters: {},
  documentation: {
    formula: "accuracy = right / n",
    advice:
      "The first number to look at where all classes are about as frequent and as important; of equal scores the first class is predicted. Where classes are uneven look at the macro means of recall and F1.",
    reference: "Fawcett, An Introduction to ROC Analysis, 2006",
    example: { accuracy: {} },
  },
  measure: (given) => reportOf(given, "Cannot measure accuracy").accuracy,
};
