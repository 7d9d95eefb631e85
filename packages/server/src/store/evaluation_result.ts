import type { Calibration, ClassificationReport, PrecisionRecallPoint, RocPoint } from "@convzoo/core";

import type { Features } from "./evaluation_features.ts";

/** What happens if only predictions of at least a confidence are believed. */
export interface ThresholdPoint {
  readonly threshold: number;
  /** Part of the images that are believed. */
  readonly coverage: number;
  /** Part of those that are right; null if there are none. */
  readonly accuracy: number | null;
}

/** Curves of one class against the rest. */
export interface ClassCurves {
  readonly rocAuc: number | null;
  readonly averagePrecision: number | null;
  readonly roc: readonly RocPoint[];
  readonly precisionRecall: readonly PrecisionRecallPoint[];
}

/** All figures of an evaluation, as the database has them. */
export interface EvaluationReport {
  readonly figures: ClassificationReport;
  /** `counts[label * classes + prediction]` */
  readonly confusion: readonly number[];
  readonly calibration: Calibration;
  readonly thresholds: readonly ThresholdPoint[];
  readonly curves: readonly ClassCurves[];
}

/** One image as it was seen. */
export interface SeenImage {
  readonly label: number;
  readonly predicted: number;
  readonly confidence: number;
  readonly labelScore: number;
}

/** What comes of an evaluation. */
export interface EvaluationResult {
  readonly report: EvaluationReport;
  /** In the order of the split. */
  readonly images: readonly SeenImage[];
  readonly features:
    | { readonly state: "KEPT"; readonly features: Features }
    | { readonly state: "NO_LAYER" | "TOO_LARGE"; readonly features: null };
}
