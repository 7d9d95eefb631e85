import {
  averagePrecision,
  type ClassScores,
  calibration,
  classificationReport,
  confusionMatrix,
  precisionRecallCurve,
  predictedClasses,
  rocAuc,
  rocCurve,
} from "@convzoo/core";
import type { ClassCurves, EvaluationReport, SeenImage, ThresholdPoint } from "../store/evaluation_result.ts";

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
function thresholdSweep(images: readonly SeenImage[]): ThresholdPoint[] {
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
