import { type ClassScores, checkScores, predictedClasses } from "./class_scores.ts";

/** Predictions whose confidence is within one part of 0 to 1. */
export interface CalibrationBin {
  /** Confidences above this (the first bin has 0 as well). */
  readonly lower: number;
  /** Confidences up to this. */
  readonly upper: number;
  readonly count: number;
  /** Mean confidence; null in an empty bin. */
  readonly confidence: number | null;
  /** Part of the predictions that were right; null in an empty bin. */
  readonly accuracy: number | null;
}

/** How far confidence is from accuracy. */
export interface Calibration {
  readonly bins: readonly CalibrationBin[];
  /** Mean distance of confidence and accuracy, weighted by the bins' counts. */
  readonly expectedError: number;
  /** Largest distance of all bins. */
  readonly maximumError: number;
}

/**
 * Compares how sure a classifier is with how often it is right, in bins of equal width.
 *
 * `expectedError = sum count_b / n |accuracy_b - confidence_b|`; confidence is the highest probability of an example.
 * @param given Probabilities, 0 to 1.
 * @param options.bins Number of bins. @default {15}
 * @throws {RangeError} If the number of bins is not a positive integer.
 * @throws {DataError} If there are no examples, or scores or labels are not valid.
 * @see Guo, Pleiss, Sun and Weinberger, On Calibration of Modern Neural Networks, 2017, arXiv 1706.04599
 */
export function calibration(given: ClassScores, options: { readonly bins?: number } = {}): Calibration {
  const { bins: number = 15 } = options;
  if (!Number.isInteger(number) || number < 1) {
    throw new RangeError(
      `Cannot measure calibration as bins must be a positive integer: current value is ${number}`,
    );
  }
  const count = checkScores(given, { action: "Cannot measure calibration", probabilities: true });
  const predictions = predictedClasses(given);
  const sums = Array.from({ length: number }, () => ({ count: 0, confidence: 0, hits: 0 }));
  for (let example = 0; example < count; example++) {
    const prediction = predictions[example]!;
    const confidence = given.scores[example * given.classes + prediction]!;
    const bin = sums[Math.max(0, Math.min(number, Math.ceil(confidence * number)) - 1)]!;
    bin.count += 1;
    bin.confidence += confidence;
    bin.hits += prediction === given.labels[example] ? 1 : 0;
  }
  const bins = sums.map(
    (bin, index): CalibrationBin => ({
      lower: index / number,
      upper: (index + 1) / number,
      count: bin.count,
      confidence: bin.count === 0 ? null : bin.confidence / bin.count,
      accuracy: bin.count === 0 ? null : bin.hits / bin.count,
    }),
  );
  const gaps = sums.map((bin) => Math.abs(bin.hits - bin.confidence));
  return {
    bins,
    expectedError: gaps.reduce((sum, gap) => sum + gap, 0) / count,
    maximumError: Math.max(...gaps.map((gap, index) => gap / Math.max(1, sums[index]!.count))),
  };
}
