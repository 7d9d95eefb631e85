import {
  averagePrecision,
  type Calibration,
  type ClassificationReport,
  type ClassScores,
  calibration,
  classificationReport,
  confusionMatrix,
  type PrecisionRecallPoint,
  precisionRecallCurve,
  predictedClasses,
  type RocPoint,
  rocAuc,
  rocCurve,
} from "@convzoo/core";

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

/** The most points of a curve; a chart shows no more. */
const mostPoints = 200;

/** Makes all figures of what a version says of labelled images. */
export function evaluationReport(given: ClassScores): EvaluationReport {
  const { labels, classes, scores } = given;
  const matrix = confusionMatrix(labels, predictedClasses(given), classes);
  const areas = rocAuc(given).classes;
  return {
    figures: classificationReport(matrix),
    confusion: [...matrix.counts],
    calibration: calibration(given),
    thresholds: thresholdSweep(seenImages(given)),
    curves: Array.from({ length: classes }, (_, one): ClassCurves => {
      const binary = {
        scores: Array.from(labels, (_label, image) => scores[image * classes + one]!),
        positives: Array.from(labels, (label) => label === one),
      };
      return {
        rocAuc: areas[one] ?? null,
        averagePrecision: averagePrecision(binary),
        // JSON has no infinity; at 2 nothing gets through either.
        roc: thin(rocCurve(binary)).map((point) => ({ ...point, threshold: Math.min(point.threshold, 2) })),
        precisionRecall: thin(precisionRecallCurve(binary)),
      };
    }),
  };
}

/** The images one by one. */
export function seenImages(given: ClassScores): SeenImage[] {
  const { scores, classes } = given;
  return Array.from(predictedClasses(given), (predicted, image) => {
    const label = given.labels[image]!;
    return {
      label,
      predicted,
      confidence: scores[image * classes + predicted]!,
      labelScore: scores[image * classes + label]!,
    };
  });
}

/** Coverage against accuracy, at 21 thresholds from 0 to 1. */
export function thresholdSweep(images: readonly SeenImage[]): ThresholdPoint[] {
  return Array.from({ length: 21 }, (_, step) => {
    const threshold = step / 20;
    const believed = images.filter(({ confidence }) => confidence >= threshold);
    const right = believed.filter(({ label, predicted }) => label === predicted).length;
    return {
      threshold,
      coverage: believed.length / images.length,
      accuracy: believed.length === 0 ? null : right / believed.length,
    };
  });
}

function thin<Point>(points: readonly Point[]): Point[] {
  if (points.length <= mostPoints) {
    return [...points];
  }
  const step = (points.length - 1) / (mostPoints - 1);
  return Array.from({ length: mostPoints }, (_, place) => points[Math.round(place * step)]!);
}
