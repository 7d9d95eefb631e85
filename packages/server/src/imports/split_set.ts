import {
  type DuplicatePair,
  type DuplicateReport,
  findDuplicates,
  selectImages,
  stratifiedSplit,
} from "@convzoo/core";
import type { ImportSplit } from "./import_source.ts";
import type { ReadSet, ReadSets } from "./read_sets.ts";

/** A set that was split, and what is there twice: images are numbered through, training images first. */
export interface SplitSet {
  readonly train: ReadSet;
  readonly test: ReadSet;
  readonly duplicates: DuplicateReport;
}

/** The part of its share that the test set must reach, or only exact duplicates stay together. */
const enough = 0.9;

/**
 * Splits a set by a seed, class by class. Images that are alike stay together, so that nothing is tested with that was trained on; where so many are
 * nearly alike that there would be too few to test with, as among drawings of a few pixels, only those that are the same do.
 */
export function splitSet(
  { classes, train: set, shape }: ReadSets,
  { seed, testFraction }: ImportSplit,
): SplitSet {
  const { pairs, complete } = findDuplicates(set.images, shape);
  const split = (together: readonly DuplicatePair[]): ReturnType<typeof stratifiedSplit> =>
    stratifiedSplit(set.labels, {
      fraction: testFraction,
      classes: classes.length,
      seed,
      groups: groupPairs(together, set.count),
    });
  let parts = split(pairs);
  if (parts.validation.length < enough * Math.round(testFraction * set.count)) {
    parts = split(pairs.filter(({ exact }) => exact));
  }
  const places = new Uint32Array(set.count);
  for (const [place, index] of [...parts.train, ...parts.validation].entries()) {
    places[index] = place;
  }
  return {
    train: selectImages(set, parts.train),
    test: selectImages(set, parts.validation),
    duplicates: {
      complete,
      pairs: pairs.map(({ first, second, exact }) => ({
        first: Math.min(places[first]!, places[second]!),
        second: Math.max(places[first]!, places[second]!),
        exact,
      })),
    },
  };
}

/** For each image the first of those that it is alike, also by way of others. */
function groupPairs(pairs: readonly DuplicatePair[], count: number): Uint32Array {
  const groups = Uint32Array.from({ length: count }, (_, index) => index);
  // Each image has one pair at most, with an image before it, and pairs are in the order of their second images.
  for (const { first, second } of pairs) {
    groups[second] = groups[first]!;
  }
  return groups;
}
