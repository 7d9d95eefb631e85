import type { EnumParameter } from "../../parameters/parameter_definition.ts";
import { type ClassScores, checkScores, predictedClasses } from "../class_scores.ts";
import { type ClassificationReport, classificationReport } from "../classification_report.ts";
import { confusionMatrix } from "../confusion_matrix.ts";

/** How the values of classes become one. */
export type MetricAverage = "macro" | "weighted";

/** Parameters of metrics that are defined class by class. */
export interface AveragedParameters {
  readonly average: MetricAverage;
}

/** Definition of `average`. */
export const AVERAGE_PARAMETER: EnumParameter<MetricAverage> = {
  kind: "enum",
  typeName: "MetricAverage",
  summary: "Whether each class counts as much as another, or as much as it has examples.",
  values: ["macro", "weighted"],
  default: "macro",
};

/** The report of the classes with the highest scores. */
export function reportOf(given: ClassScores, action: string): ClassificationReport {
  checkScores(given, { action });
  return classificationReport(confusionMatrix(given.labels, predictedClasses(given), given.classes));
}
