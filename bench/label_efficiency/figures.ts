import { ablationEffects, type Interval, meanInterval } from "@convzoo/core";
import type { Difference, LabelEfficiencyRow } from "./measurement_file.ts";

/** What one row is about. */
export type RowKey = Pick<LabelEfficiencyRow, "arm" | "fraction" | "labels" | "variants">;

/** Id of the arm that others are held against. */
const BASE = "scratch";

function pair(interval: Interval | null): readonly [number, number] | null {
  return interval === null ? null : [interval.lower, interval.upper];
}

/** Test accuracies by row and seed: those of a file, and what is measured since. */
export class Figures {
  readonly #bySeed = new Map<string, Map<number, number>>();

  constructor(rows: readonly LabelEfficiencyRow[]) {
    for (const row of rows) {
      for (const [index, seed] of row.seeds.entries()) {
        this.set(row, seed, row.accuracies[index]!);
      }
    }
  }

  has(key: RowKey, seed: number): boolean {
    return this.#of(key).has(seed);
  }

  set(key: RowKey, seed: number, accuracy: number): void {
    this.#of(key).set(seed, accuracy);
  }

  /** The rows of some keys, in their order; those of which nothing is known are left out. */
  rows(keys: readonly RowKey[]): readonly LabelEfficiencyRow[] {
    return keys.flatMap((key) => {
      const known = new Map([...this.#of(key)].sort(([a], [b]) => a - b));
      if (known.size === 0) {
        return [];
      }
      const base = keys.find(({ arm, fraction }) => arm === BASE && fraction === key.fraction);
      const accuracies = [...known.values()];
      const { mean, interval } = meanInterval(accuracies);
      const difference = base === undefined ? null : this.#difference(key, base);
      const { arm, fraction, labels, variants } = key;
      const seeds = [...known.keys()];
      return [
        { arm, fraction, labels, variants, seeds, accuracies, mean, interval: pair(interval), difference },
      ];
    });
  }

  #difference(key: RowKey, base: RowKey): Difference | null {
    const [own, others] = [this.#of(key), this.#of(base)];
    if (key.arm === BASE || ![...own.keys()].some((seed) => others.has(seed))) {
      return null;
    }
    const trials = { [key.arm]: own };
    const [effect] = ablationEffects({ kind: "addOneIn", base: others, trials });
    const { mean, interval, verdict } = effect!;
    return { mean, interval: pair(interval), verdict };
  }

  #of({ arm, fraction, variants }: RowKey): Map<number, number> {
    const name = JSON.stringify([arm, fraction, variants]);
    const known = this.#bySeed.get(name) ?? new Map<number, number>();
    this.#bySeed.set(name, known);
    return known;
  }
}
