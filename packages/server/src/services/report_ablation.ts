import { ablationEffects, type BySeed, type MeanInterval, type TechniqueEffect } from "@convzoo/core";
import type { Ablation } from "../generated/prisma/client.ts";
import type { Database } from "../postgres/database.ts";
import { type AblationFigures, listAblationFigures } from "../store/list_ablation_figures.ts";

/** What a technique does, and what it costs. */
export interface AblationEffect extends MeanInterval {
  readonly technique: string;
  readonly verdict: TechniqueEffect["verdict"];
  /** Seconds that it adds to a training, over the pairs of seeds; null if none is known. */
  readonly seconds: MeanInterval | null;
  /** Weights that it adds. */
  readonly parameters: number;
}

/** What an ablation has shown so far. */
export interface AblationReport {
  /** Whether all runs are over. */
  readonly isComplete: boolean;
  /** The most useful technique first; one without a pair of seeds that succeeded is not there yet. */
  readonly effects: readonly AblationEffect[];
}

const final = new Set(["SUCCEEDED", "FAILED", "CANCELED"]);

/** Works out the effects of an ablation's techniques, from the pairs of runs that have succeeded. */
export async function reportAblation(
  { database }: { readonly database: Database },
  { id, metric, kind, higherIsBetter, techniques }: Ablation,
): Promise<AblationReport> {
  const figures = await listAblationFigures(database.pool, id, metric);
  const measures = (key: "value" | "seconds"): ReturnType<typeof bySeed> => bySeed(figures, key);
  const [values, seconds] = [measures("value"), measures("seconds")];
  const parameters = new Map(figures.map((each) => [each.technique, each.parameters]));
  const sign = kind === "ADD_ONE_IN" ? 1 : -1;
  const effectOf = (technique: string, of: ReadonlyMap<string, BySeed>): TechniqueEffect | undefined => {
    const [base, trial] = [of.get("") ?? new Map(), of.get(technique) ?? new Map()];
    return [...trial.keys()].some((seed) => base.has(seed))
      ? ablationEffects({
          kind: kind === "ADD_ONE_IN" ? "addOneIn" : "leaveOneOut",
          base,
          trials: { [technique]: trial },
        })[0]
      : undefined;
  };
  const effects = techniques.flatMap((technique): AblationEffect[] => {
    const effect = effectOf(technique, values);
    if (effect === undefined) {
      return [];
    }
    const cost = effectOf(technique, seconds);
    return [
      {
        ...effect,
        verdict: higherIsBetter ? effect.verdict : opposite[effect.verdict],
        seconds: cost ?? null,
        parameters: sign * ((parameters.get(technique) ?? 0) - (parameters.get("") ?? 0)),
      },
    ];
  });
  const direction = higherIsBetter ? -1 : 1;
  return {
    isComplete: figures.every(({ state }) => final.has(state)),
    effects: effects.toSorted((a, b) => direction * (a.mean - b.mean)),
  };
}

const opposite = { better: "worse", worse: "better", notDistinguishable: "notDistinguishable" } as const;

/** The measurements of runs that succeeded, by technique and seed. */
function bySeed(
  figures: readonly AblationFigures[],
  key: "value" | "seconds",
): ReadonlyMap<string, ReadonlyMap<number, number>> {
  const all = new Map<string, Map<number, number>>();
  for (const { technique, seed, state, [key]: value } of figures) {
    if (state === "SUCCEEDED" && value !== null) {
      all.set(technique, (all.get(technique) ?? new Map()).set(seed, value));
    }
  }
  return all;
}
