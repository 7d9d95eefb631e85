import { AVERAGE_PARAMETER, type AveragedParameters, reportOf } from "./averaged.ts";
import type { MetricDefinition } from "./metric_definition.ts";

/**
 * Part of the predictions of a class that are right, over the classes.
 *
 * `precision = TP / (TP + FP), 0 where a class is never predicted`.
 * @see van Rijsbergen, Information Retrieval, 1979
 */
export const precision: MetricDefinition<"precision", AveragedParameters> = {
  id: "precision",
  summary: "Part of the predictions of a class that are right, over the classes.",
  parameters: { average: AVERAGE_PARAMETER },
  documentation: {
    formula: "precision = TP / (TP + FP), 0 where a class is never predicted",
    advice:
      "What a prediction is worth: look at it where a false alarm is dear, and at recall where a miss is. Averages as scikit-learn's do.",
    reference: "van Rijsbergen, Information Retrieval, 1979",
    example: { precision: { average: "macro" } },
  },
  measure: (given, { average }) => reportOf(given, "Cannot measure precision")[average].precision,
};
