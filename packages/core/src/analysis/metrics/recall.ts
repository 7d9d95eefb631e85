import { AVERAGE_PARAMETER, type AveragedParameters, reportOf } from "./averaged.ts";
import type { MetricDefinition } from "./metric_definition.ts";

/**
 * Part of the examples of a class that are found, over the classes.
 *
 * `recall = TP / (TP + FN), 0 where a class has no examples`.
 * @see van Rijsbergen, Information Retrieval, 1979
 */
export const recall: MetricDefinition<"recall", AveragedParameters> = {
  id: "recall",
  summary: "Part of the examples of a class that are found, over the classes.",
  parameters: { average: AVERAGE_PARAMETER },
  documentation: {
    formula: "recall = TP / (TP + FN), 0 where a class has no examples",
    advice:
      "How much of each class is found; its macro mean is the balanced accuracy, which uneven classes do not flatter. The weighted mean equals accuracy.",
    reference: "van Rijsbergen, Information Retrieval, 1979",
    example: { recall: { average: "macro" } },
  },
  measure: (given, { average }) => reportOf(given, "Cannot measure recall")[average].recall,
};
