import type { MeasuredVariant, MeasurementFile } from "./measurement_file.ts";

/** Trains a variant with one seed and tells the test accuracy. */
export type Measure = (seed: number) => Promise<number>;

/**
 * Test accuracies by variant and seed: those of a file, and what is measured on the way.
 * A measurement of an older variant of the same technique stands for a new one (a spec that got a parameter, say) if the first seed gives
 * the very same accuracy again: in `portable` mode the same training has the same bits.
 */
export class MeasuredAccuracies {
  readonly #known = new Map<string, Map<number, number>>();

  constructor({ baseline, rows }: Pick<MeasurementFile, "baseline" | "rows">) {
    if (baseline !== null) {
      this.#add(baseline);
    }
    for (const { variant, baselineVariant, seeds, accuracies, baselineAccuracies } of rows) {
      this.#add({ variant, seeds, accuracies });
      this.#add({ variant: baselineVariant, seeds, accuracies: baselineAccuracies });
    }
  }

  /**
   * The accuracies of a variant in the order of the seeds; what is not known is measured.
   * @param options.older The digest under which it was measured before, if it was.
   */
  async take(
    variant: string,
    seeds: readonly number[],
    options: { readonly measure: Measure; readonly older?: string | undefined },
  ): Promise<number[]> {
    const { measure, older } = options;
    const known = this.#of(variant);
    for (const seed of seeds) {
      if (known.has(seed)) {
        continue;
      }
      const accuracy = await measure(seed);
      known.set(seed, accuracy);
      if (older !== undefined && this.#of(older).get(seed) === accuracy) {
        for (const [other, same] of this.#of(older)) {
          known.set(other, same);
        }
      }
    }
    return seeds.map((seed) => known.get(seed)!);
  }

  #of(variant: string): Map<number, number> {
    const known = this.#known.get(variant) ?? new Map<number, number>();
    this.#known.set(variant, known);
    return known;
  }

  #add({ variant, seeds, accuracies }: MeasuredVariant): void {
    const known = this.#of(variant);
    for (const [index, seed] of seeds.entries()) {
      known.set(seed, accuracies[index]!);
    }
  }
}
