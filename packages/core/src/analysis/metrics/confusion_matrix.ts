import type { NoParameters } from "../../parameters/entry_definition.ts";
import { checkScores, predictedClasses } from "../class_scores.ts";
import { confusionMatrix as countConfusions } from "../confusion_matrix.ts";
import type { MetricDefinition } from "./metric_definition.ts";

/**
 * Table of how often each class was taken for each, a row a true class.
 *
 * `table[i][j] = number of examples of class i that were predicted to be of class j`.
 * @see Fawcett, An Introduction to ROC Analysis, 2006
 */
export const confusionMatrix: MetricDefinition<"confusionMatrix", NoParameters> = {
  id: "confusionMatrix",
  summary: "Table of how often each class was taken for each, a row a true class.",
  parameters: {},
  documentation: {
    formula: "table[i][j] = number of examples of class i that were predicted to be of class j",
    advice:
      "Shows which classes are mixed up, which no single number can; read rows for what becomes of a class, columns for what a prediction is worth. Rows and columns as in scikit-learn.",
    reference: "Fawcett, An Introduction to ROC Analysis, 2006",
    example: { confusionMatrix: {} },
  },
  measure: (given) => {
    const { labels, classes } = given;
    checkScores(given, { action: "Cannot count confusions" });
    const { counts } = countConfusions(labels, predictedClasses(given), classes);
    return Array.from({ length: classes }, (_unused, row) => [
      ...counts.subarray(row * classes, (row + 1) * classes),
    ]);
  },
};
