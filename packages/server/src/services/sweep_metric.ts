/** What a sweep may search for the best of: what runs tell of their epochs, measured on images that they do not train on. */
export const sweepMetrics = [
  "validationAccuracy",
  "validationLoss",
  "testAccuracy",
  "testLoss",
  "precision",
  "recall",
  "f1",
  "rocAuc",
  "expectedCalibrationError",
  "topKAccuracy",
] as const;

const lessIsBetter: ReadonlySet<string> = new Set(["validationLoss", "testLoss", "expectedCalibrationError"]);

/** Whether more of a metric is better, where nobody says. */
export function isHigherBetter(metric: string): boolean {
  return !lessIsBetter.has(metric);
}

/** Whether only a training with validation images tells it. */
export function needsValidation(metric: string): boolean {
  return metric.startsWith("validation");
}
