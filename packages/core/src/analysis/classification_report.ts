import type { ConfusionMatrix } from "./confusion_matrix.ts";

/** Precision, recall and F1, 0 to 1 each. */
export interface PrecisionRecall {
  /** Part of the predictions of a class that were right; 0 if it was never predicted. */
  readonly precision: number;
  /** Part of the examples of a class that were found; 0 if there are none. */
  readonly recall: number;
  /** Harmonic mean of the two; 0 if both are. */
  readonly f1: number;
}

/** One class. */
export interface ClassReport extends PrecisionRecall {
  /** Number of its examples. */
  readonly support: number;
  /** How often it was predicted. */
  readonly predicted: number;
}

/** What a confusion matrix says, class by class and together. */
export interface ClassificationReport {
  readonly count: number;
  readonly accuracy: number;
  readonly classes: readonly ClassReport[];
  /** Mean over the classes that have examples or were predicted. */
  readonly macro: PrecisionRecall;
  /** Mean weighted by the number of a class's examples. */
  readonly weighted: PrecisionRecall;
}

function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}

/** Counts of one class. */
export interface ClassCounts {
  /** Number of its examples. */
  readonly support: number;
  /** How often it was predicted. */
  readonly predicted: number;
  /** How often it was predicted where it was. */
  readonly right: number;
}

/** Precision, recall and F1 of one class; what would be 0 / 0 is 0. */
export function classReport({ support, predicted, right }: ClassCounts): ClassReport {
  return {
    precision: ratio(right, predicted),
    recall: ratio(right, support),
    f1: ratio(2 * right, support + predicted),
    support,
    predicted,
  };
}

/** Means over the classes that have examples or were predicted. */
export function macroAverage(classes: readonly ClassReport[]): PrecisionRecall {
  return average(classes, ({ support, predicted }) => (support + predicted > 0 ? 1 : 0));
}

function average(classes: readonly ClassReport[], weight: (one: ClassReport) => number): PrecisionRecall {
  const total = classes.reduce((sum, one) => sum + weight(one), 0);
  const mean = (key: keyof PrecisionRecall): number =>
    ratio(
      classes.reduce((sum, one) => sum + weight(one) * one[key], 0),
      total,
    );
  return { precision: mean("precision"), recall: mean("recall"), f1: mean("f1") };
}

/**
 * Precision, recall and F1 of every class, and their macro and weighted means.
 *
 * `precision = TP / (TP + FP)`, `recall = TP / (TP + FN)`, `f1 = 2 TP / (2 TP + FP + FN)`. What would be 0 / 0 is 0, as scikit-learn has it with
 * `zero_division=0`; a class that is neither there nor predicted is left out of the macro mean.
 * @see van Rijsbergen, Information Retrieval, 1979
 */
export function classificationReport({ classes, counts }: ConfusionMatrix): ClassificationReport {
  const count = counts.reduce((sum, one) => sum + one, 0);
  const supports = new Array<number>(classes).fill(0);
  const predictions = new Array<number>(classes).fill(0);
  for (let label = 0; label < classes; label++) {
    for (let prediction = 0; prediction < classes; prediction++) {
      const cell = counts[label * classes + prediction]!;
      supports[label]! += cell;
      predictions[prediction]! += cell;
    }
  }
  let hits = 0;
  const reports = supports.map((support, label): ClassReport => {
    const predicted = predictions[label]!;
    const right = counts[label * classes + label]!;
    hits += right;
    return classReport({ support, predicted, right });
  });
  return {
    count,
    accuracy: ratio(hits, count),
    classes: reports,
    macro: macroAverage(reports),
    weighted: average(reports, ({ support }) => support),
  };
}
