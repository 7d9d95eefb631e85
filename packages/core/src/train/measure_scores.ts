import type { ClassScores } from "../analysis/class_scores.ts";
import type { MetricDefinition } from "../analysis/metrics/metric_definition.ts";
import { METRICS, type MetricId } from "../analysis/metrics/registry.ts";
import { type MultiLabelScores, multiLabelReport } from "../analysis/multi_label_report.ts";
import { DataError } from "../errors/data_error.ts";
import { parseParameters } from "../parameters/parse_parameters.ts";
import type { RegistryEntry } from "../parameters/registry_entry.ts";

/** Metrics with their defaults; accuracy is among an evaluation's own figures, and the confusion matrix is not one. */
const TAKEN = ["precision", "recall", "f1", "rocAuc", "expectedCalibrationError", "topKAccuracy"] as const;

function measureOne(id: MetricId, given: ClassScores): number | null {
  const { parameters, measure } = METRICS[id] as unknown as RegistryEntry &
    Pick<MetricDefinition<string, object>, "measure">;
  const location = { action: `Cannot measure "${id}"`, path: id };
  try {
    const value = measure(given, parseParameters<object>({}, parameters, location));
    return typeof value === "number" && Number.isFinite(value) ? value : null;
  } catch (error) {
    // Scores of a loss without softmax need not be probabilities
    if (error instanceof DataError && error.code === "SCORE_INVALID") {
      return null;
    }
    throw error;
  }
}

/**
 * Figures of a set of images from a classifier's scores, by the metric's id. A metric that is not defined for them, as where a class has no
 * image, is left out.
 * @throws {DataError} If there are no examples.
 */
export function measureScores(given: ClassScores): Readonly<Record<string, number>> {
  const figures = TAKEN.map((id) => [id, measureOne(id, given)] as const);
  return Object.fromEntries(figures.flatMap(([id, value]) => (value === null ? [] : [[id, value]])));
}

/** Figures of a set of images for which any number of classes can hold: means over the classes. */
export function measureTargets(given: MultiLabelScores): Readonly<Record<string, number>> {
  const { precision, recall, f1, rocAuc } = multiLabelReport(given).macro;
  return { precision, recall, f1, ...(rocAuc !== null && { rocAuc }) };
}
