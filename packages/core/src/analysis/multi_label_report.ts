import { DataError } from "../errors/data_error.ts";
import {
  type ClassReport,
  classReport,
  macroAverage,
  type PrecisionRecall,
} from "./classification_report.ts";
import { binaryRocAuc } from "./roc_auc.ts";

/** What a classifier says of examples for which any number of classes can hold, and what they are. */
export interface MultiLabelScores {
  /** `count * classes` scores, example by example; above 0.5 the class is predicted. */
  readonly scores: ArrayLike<number>;
  /** 1 for each class that holds, 0 for the others, in the order of the scores. */
  readonly targets: ArrayLike<number>;
  /** Number of classes. */
  readonly classes: number;
}

/** Figures of classifiers for which any number of classes can hold. */
export interface MultiLabelReport {
  readonly count: number;
  /** Part of all pairs of example and class that were told right, 0 to 1. */
  readonly accuracy: number;
  /** Part of the examples for which all classes were told right, 0 to 1. */
  readonly exactMatch: number;
  /** Each class by itself, with its area under the ROC: null where it holds for all examples, or none. */
  readonly classes: readonly (ClassReport & { readonly rocAuc: number | null })[];
  /** Mean over the classes that have examples or were predicted; the area over those that have one, null if there are none. */
  readonly macro: PrecisionRecall & { readonly rocAuc: number | null };
}

function checkSizes({ scores, targets, classes }: MultiLabelScores): number {
  const action = "Cannot report on classes";
  if (scores.length === 0) {
    const message = `${action} as there must be examples: current number is 0`;
    throw new DataError({ code: "NOTHING_TO_MEASURE", path: "scores", message, value: 0 });
  }
  if (targets.length !== scores.length || scores.length % classes !== 0) {
    const message = `${action} as there must be ${scores.length} targets, one a score, for whole rows of ${classes} classes: current number is ${targets.length}`;
    throw new DataError({ code: "COUNT_MISMATCH", path: "targets", message, value: targets.length });
  }
  return scores.length / classes;
}

/**
 * Precision, recall, F1 and area under the ROC of every class by itself, and their means.
 * A class is predicted where its score is above 0.5, as Keras's BinaryAccuracy has it.
 * @throws {DataError} If there are no examples, sizes do not fit, or a score is not finite.
 * @see Tsoumakas and Katakis, Multi-Label Classification: An Overview, 2007
 */
export function multiLabelReport(given: MultiLabelScores): MultiLabelReport {
  const { scores, targets, classes } = given;
  const count = checkSizes(given);
  const holds = Array.from(targets, (target) => target > 0);
  const predicted = Array.from(scores, (score) => score > 0.5);
  const right = holds.map((one, at) => one === predicted[at]);
  const examples = Array.from({ length: count }, (_unused, example) => example * classes);
  const reports = Array.from({ length: classes }, (_unused, one) => {
    const places = examples.map((start) => start + one);
    const positives = places.map((at) => holds[at]!);
    const counts = {
      support: positives.filter(Boolean).length,
      predicted: places.filter((at) => predicted[at]).length,
      right: places.filter((at) => holds[at] && predicted[at]).length,
    };
    const rocAuc = binaryRocAuc({ scores: places.map((at) => scores[at]!), positives });
    return { ...classReport(counts), rocAuc };
  });
  const areas = reports.flatMap(({ rocAuc }) => (rocAuc === null ? [] : [rocAuc]));
  const rocAuc = areas.length === 0 ? null : areas.reduce((sum, area) => sum + area, 0) / areas.length;
  return {
    count,
    accuracy: right.filter(Boolean).length / right.length,
    exactMatch: examples.filter((start) => right.slice(start, start + classes).every(Boolean)).length / count,
    classes: reports,
    macro: { ...macroAverage(reports), rocAuc },
  };
}
