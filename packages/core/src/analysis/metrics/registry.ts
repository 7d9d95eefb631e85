import type { RegistryEntry } from "../../parameters/registry_entry.ts";
import { accuracy } from "./accuracy.ts";
import type { AveragedParameters } from "./averaged.ts";
import { confusionMatrix } from "./confusion_matrix.ts";
import {
  type ExpectedCalibrationErrorParameters,
  expectedCalibrationError,
} from "./expected_calibration_error.ts";
import { f1 } from "./f1.ts";
import type { MetricDefinition, NoParameters } from "./metric_definition.ts";
import { precision } from "./precision.ts";
import { recall } from "./recall.ts";
import { rocAuc } from "./roc_auc.ts";
import { type TopKAccuracyParameters, topKAccuracy } from "./top_k_accuracy.ts";

/** Every metric's parameters by id. */
interface MetricTypes {
  accuracy: NoParameters;
  topKAccuracy: TopKAccuracyParameters;
  precision: AveragedParameters;
  recall: AveragedParameters;
  f1: AveragedParameters;
  confusionMatrix: NoParameters;
  rocAuc: AveragedParameters;
  expectedCalibrationError: ExpectedCalibrationErrorParameters;
}

/** Id of a metric: its key in specs and in GraphQL. */
export type MetricId = keyof MetricTypes;

/** Every metric by id, simple ones first. */
export const METRICS: { readonly [TId in MetricId]: MetricDefinition<TId, MetricTypes[TId]> } = {
  accuracy,
  topKAccuracy,
  precision,
  recall,
  f1,
  confusionMatrix,
  rocAuc,
  expectedCalibrationError,
};

/** The metrics as a list for generators. */
export const metricRegistry: readonly RegistryEntry[] = Object.values(
  METRICS,
) as unknown as readonly RegistryEntry[];
