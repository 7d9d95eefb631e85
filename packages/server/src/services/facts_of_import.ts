import type { ImportedDataset } from "../imports/import_dataset.ts";
import type { DatasetFacts } from "../store/dataset_facts.ts";

/** The most pairs of duplicates and skipped files that are kept one by one; all are counted. */
const mostListed = 1000;

/** The facts of a dataset that are kept, of all that was measured when it was imported. */
export function factsOfImport(
  imported: Omit<ImportedDataset, "train" | "test" | "validation">,
): DatasetFacts {
  const { trainCounts, testCounts, validationCounts, statistics, duplicates, skipped, split } = imported;
  const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);
  const [trainEnd, testEnd] = [sum(trainCounts), sum(trainCounts) + sum(testCounts)];
  const setOf = (position: number): number => Number(position >= trainEnd) + Number(position >= testEnd);
  const pairs = duplicates.pairs.map((pair) => ({
    ...pair,
    leaks: setOf(pair.first) !== setOf(pair.second),
  }));
  return {
    trainCounts,
    testCounts,
    validationCounts,
    ...statistics,
    split,
    exactCount: pairs.filter(({ exact }) => exact).length,
    nearCount: pairs.filter(({ exact }) => !exact).length,
    leakCount: pairs.filter(({ leaks }) => leaks).length,
    isComplete: duplicates.complete,
    // What leaks matters most.
    pairs: pairs.toSorted((a, b) => Number(b.leaks) - Number(a.leaks)).slice(0, mostListed),
    skippedCount: skipped.length,
    skipped: skipped.slice(0, mostListed),
  };
}
