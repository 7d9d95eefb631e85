import { countLabels } from "./class_weights.ts";
import type { LabeledImages } from "./image_dataset.ts";
import { RandomWords } from "./random_words.ts";
import { targetSize } from "./target_size.ts";

/** How a set is split. */
export interface StratifiedSplitOptions {
  /** Part of the examples that is set apart, above 0 and below 1. */
  readonly fraction: number;
  /** Number of classes. */
  readonly classes: number;
  /** @default {0} */
  readonly seed?: number;
  /** For each example the number of its group: examples of one group, such as copies of an image, stay on one side. */
  readonly groups?: ArrayLike<number>;
}

/** Indices of the examples on both sides, rising. */
export interface StratifiedSplit {
  readonly train: Uint32Array;
  readonly validation: Uint32Array;
}

/** The members of each group of several, in the order of the first ones. */
function groupsOf(groups: ArrayLike<number>, count: number): number[][] {
  const members = new Map<number, number[]>();
  for (let index = 0; index < count; index++) {
    const group = members.get(groups[index]!);
    if (group === undefined) {
      members.set(groups[index]!, [index]);
    } else {
      group.push(index);
    }
  }
  return [...members.values()].filter(({ length }) => length > 1);
}

/** How many of each class are set apart: shares rounded down, and what is missing from the total where most was cut off. */
function sharesOf(counts: Uint32Array, fraction: number): Uint32Array {
  const exact = Array.from(counts, (count) => count * fraction);
  const shares = Uint32Array.from(exact, Math.floor);
  const total = Math.round(counts.reduce((sum, count) => sum + count, 0) * fraction);
  const missing = total - shares.reduce((sum, share) => sum + share, 0);
  const byRest = [...shares.keys()].sort(
    (a, b) => exact[b]! - shares[b]! - (exact[a]! - shares[a]!) || a - b,
  );
  for (const label of byRest.slice(0, missing)) {
    shares[label]! += 1;
  }
  return shares;
}

/**
 * Sets apart a part of a set with the same proportions of classes; which examples is a function of the seed.
 * Each class gives its share to within one example, and the whole part has `round(count * fraction)` of them.
 * With groups it may have fewer, where a class has not enough examples of their own; a group that is larger than a share is never set apart.
 * @throws {RangeError} If the fraction is out of its range, or a label is not the index of a class.
 * @see Kohavi, A Study of Cross-Validation and Bootstrap for Accuracy Estimation and Model Selection, 1995
 */
export function stratifiedSplit(labels: ArrayLike<number>, options: StratifiedSplitOptions): StratifiedSplit {
  const { fraction, classes, seed = 0, groups } = options;
  if (!(fraction > 0 && fraction < 1)) {
    throw new RangeError(
      `Cannot split a set as fraction must be above 0 and below 1: current value is ${fraction}`,
    );
  }
  const left = sharesOf(countLabels(labels, classes), fraction);
  const remaining = countLabels(labels, classes);
  const random = new RandomWords({ purpose: "split", seed, sequence: 0 });
  const train: number[] = [];
  const validation: number[] = [];
  const sides = new Map<number, number[]>();
  // groups come first, as single examples can fill whatever they leave
  for (const members of groups === undefined ? [] : groupsOf(groups, labels.length)) {
    const counts = countLabels(
      members.map((index) => labels[index]!),
      classes,
    );
    const label = labels[members[0]!]!;
    const isDrawn = random.below(remaining[label]!) < left[label]!;
    const isTaken = isDrawn && counts.every((count, each) => count <= left[each]!);
    for (const index of members) {
      sides.set(index, isTaken ? validation : train);
    }
    for (const [each, count] of counts.entries()) {
      remaining[each]! -= count;
      left[each]! -= isTaken ? count : 0;
    }
  }
  // each example in turn is taken with the probability that fills its class's share exactly (selection sampling)
  for (let index = 0; index < labels.length; index++) {
    const side = sides.get(index);
    if (side !== undefined) {
      side.push(index);
      continue;
    }
    const label = labels[index]!;
    if (random.below(remaining[label]!) < left[label]!) {
      validation.push(index);
      left[label]! -= 1;
    } else {
      train.push(index);
    }
    remaining[label]! -= 1;
  }
  return { train: Uint32Array.from(train), validation: Uint32Array.from(validation) };
}

/** The rows with the given indices, in their order. */
function selectRows(rows: Uint8Array, size: number, indices: Uint32Array): Uint8Array {
  const selected = new Uint8Array(indices.length * size);
  for (const [at, index] of indices.entries()) {
    selected.set(rows.subarray(index * size, (index + 1) * size), at * size);
  }
  return selected;
}

/** Copies the images with the given indices, in their order, with their labels and targets. */
export function selectImages(set: LabeledImages, indices: Uint32Array): LabeledImages {
  const size = set.count === 0 ? 0 : set.images.length / set.count;
  return {
    images: selectRows(set.images, size, indices),
    labels: Int32Array.from(indices, (index) => set.labels[index]!),
    ...(set.targets && { targets: selectRows(set.targets, targetSize(set), indices) }),
    count: indices.length,
  };
}
