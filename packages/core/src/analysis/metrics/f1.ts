import { AVERAGE_PARAMETER, type AveragedParameters, reportOf } from "./averaged.ts";
import type { MetricDefinition } from "./metric_definition.ts";

/**
 * Harmonic mean of precision and recall of a class, over the classes.
 *
 * `f1 = 2 TP / (2 TP + FP + FN), 0 where a class is neither there nor predicted`.
 * @see van Rijsbergen, Information Retrieval, 1979
 */
export const f1: MetricDefinition<"f1", AveragedParameters> = {
  id: "f1",
  summary: "Harmonic mean of precision and recall of a class, over the classes.",
  parameters: { average: AVERAGE_PARAMETER },
  documentation: {
    formula: "f1 = 2 TP / (2 TP + FP + FN), 0 where a class is neither there nor predicted",
    advice:
      "One number for precision and recall together, low if either is; the usual choice for uneven classes. The macro mean is of the classes' F1, as in scikit-learn.",
    reference: "van Rijsbergen, Information Retrieval, 1979",
    example: { f1: { average: "weighted" } },
  },
  measure: (given, { average }) => reportOf(given, "Cannot measure F1")[average].f1,
};
