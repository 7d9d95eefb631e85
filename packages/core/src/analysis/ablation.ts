import { DataError } from "../errors/data_error.ts";
import { type MeanInterval, meanInterval } from "./mean_interval.ts";
import { type Verdict, verdictOf } from "./verdict.ts";

/** A measurement of each seed, such as the test accuracy of the run with that seed. */
export type BySeed = ReadonlyMap<number, number>;

/** Measurements that show what techniques are worth. */
export interface Ablation {
  /**
   * `leaveOneOut`: the base has all techniques, each trial lacks its own. `addOneIn`: the base has none, each trial has its own alone.
   */
  readonly kind: "leaveOneOut" | "addOneIn";
  readonly base: BySeed;
  /** By technique. */
  readonly trials: Readonly<Record<string, BySeed>>;
}

/** What one technique does to the measurement: its mean over seeds, positive where the technique raises it. */
export interface TechniqueEffect extends MeanInterval {
  readonly technique: string;
  readonly verdict: Verdict;
}

/**
 * The effect of each technique: the difference of two runs that differ in it alone, seed by seed, and the interval of its mean.
 * Pairs of one seed share initial weights and the order of images, so less noise is left than in a difference of means. Seeds without a
 * partner are not counted. With one pair there is no interval, and nothing is distinguishable.
 * @param options.confidence Above 0 and below 1. @default {0.95}
 * @returns In the order of the trials.
 * @throws {DataError} If a trial shares no seed with the base, or a measurement is not finite.
 */
export function ablationEffects(
  { kind, base, trials }: Ablation,
  options: { readonly confidence?: number } = {},
): TechniqueEffect[] {
  return Object.entries(trials).map(([technique, trial]) => {
    const seeds = [...trial.keys()].filter((seed) => base.has(seed));
    if (seeds.length === 0) {
      const path = `trials.${technique}`;
      const message = `Cannot find the effect of ${technique} as it must share a seed with the base: current seeds are ${[...trial.keys()].join(", ") || "none"}`;
      throw new DataError({ code: "NOTHING_TO_MEASURE", path, message, value: [...trial.keys()] });
    }
    const sign = kind === "addOneIn" ? 1 : -1;
    const differences = seeds.map((seed) => sign * (trial.get(seed)! - base.get(seed)!));
    const effect = meanInterval(differences, options);
    return { technique, ...effect, verdict: verdictOf(effect.interval) };
  });
}
