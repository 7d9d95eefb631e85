import { rocAuc as measureRocAuc } from "../roc_auc.ts";
import { AVERAGE_PARAMETER, type AveragedParameters } from "./averaged.ts";
import type { MetricDefinition } from "./metric_definition.ts";

/**
 * Probability that an example of a class has a higher score for it than another example, over the classes.
 *
 * `rocAuc = (pairs in the right order + half of the ties) / pairs, each class against the rest`.
 * @see Hanley and McNeil, The Meaning and Use of the Area under a Receiver Operating Characteristic Curve, 1982
 */
export const rocAuc: MetricDefinition<"rocAuc", AveragedParameters> = {
  id: "rocAuc",
  summary:
    "Probability that an example of a class has a higher score for it than another example, over the classes.",
  parameters: { average: AVERAGE_PARAMETER },
  documentation: {
    formula: "rocAuc = (pairs in the right order + half of the ties) / pairs, each class against the rest",
    advice:
      "Measures the order of scores and needs no threshold; 0.5 is guessing. Classes that have no examples, or nothing but, are left out, where scikit-learn refuses.",
    reference:
      "Hanley and McNeil, The Meaning and Use of the Area under a Receiver Operating Characteristic Curve, 1982",
    example: { rocAuc: { average: "macro" } },
  },
  measure: (given, { average }) => measureRocAuc(given)[average],
};
