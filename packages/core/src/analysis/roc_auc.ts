import { type ClassScores, checkScores } from "./class_scores.ts";
import { type BinaryScores, operatingPoints } from "./operating_points.ts";

/**
 * Area under the receiver operating characteristic: how probably an example of the class has a higher score than another, ties counting half.
 * Whole and half counts are summed, so the result is exact up to its one division.
 * @returns Null if all examples are of the class or none is: then there is no pair to compare.
 * @throws {DataError} If there are no examples, sizes do not fit, or a score is not finite.
 * @see Hanley and McNeil, The Meaning and Use of the Area under a Receiver Operating Characteristic Curve, 1982
 */
export function binaryRocAuc(binary: BinaryScores): number | null {
  const points = operatingPoints(binary);
  const { truePositives, falsePositives } = points.at(-1)!;
  if (truePositives === 0 || falsePositives === 0) {
    return null;
  }
  let pairs = 0;
  for (const [index, point] of points.entries()) {
    const before = points[index - 1] ?? { truePositives: 0, falsePositives: 0 };
    const rise = point.falsePositives - before.falsePositives;
    pairs += (rise * (point.truePositives + before.truePositives)) / 2;
  }
  return pairs / (truePositives * falsePositives);
}

/** Areas of all classes, one against the rest. */
export interface RocAuc {
  /** Area of each class; null where all examples are of it, or none. */
  readonly classes: readonly (number | null)[];
  /** Mean of the areas that there are; null if there are none. */
  readonly macro: number | null;
  /** Mean of the areas that there are, weighted by the number of the class's examples; null if there are none. */
  readonly weighted: number | null;
}

/**
 * Area under the receiver operating characteristic of every class against the rest, and their means.
 * @throws {DataError} If there are no examples, or scores or labels are not valid.
 * @see Fawcett, An Introduction to ROC Analysis, 2006
 */
export function rocAuc(given: ClassScores): RocAuc {
  const count = checkScores(given, { action: "Cannot measure ROC-AUC" });
  const { scores, labels, classes } = given;
  const supports = new Array<number>(classes).fill(0);
  const areas = supports.map((_unused, one) => {
    const own = Float64Array.from({ length: count }, (_none, example) => scores[example * classes + one]!);
    const positives = Array.from({ length: count }, (_none, example) => labels[example] === one);
    supports[one] = positives.filter(Boolean).length;
    return binaryRocAuc({ scores: own, positives });
  });
  const mean = (weight: (one: number) => number): number | null => {
    let [sum, total] = [0, 0];
    for (const [one, area] of areas.entries()) {
      if (area !== null) {
        sum += weight(one) * area;
        total += weight(one);
      }
    }
    return total === 0 ? null : sum / total;
  };
  return { classes: areas, macro: mean(() => 1), weighted: mean((one) => supports[one]!) };
}
