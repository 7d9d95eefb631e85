import type { CatalogueEntry } from "@convzoo/core";
import type { Recipe } from "../recipe.ts";
import { TRIAL_RULES } from "./rules.ts";
import type { NoTrial, Trial } from "./trial.ts";

/** In place of examples for longer trainings and fewer classes: values for five epochs and ten classes, of which shirts (6) are the hardest. */
const FITTED: Readonly<Partial<Record<string, Readonly<Record<string, object>>>>> = {
  "schedule step": { step: { every: 2, factor: 0.3 } },
  "schedule piecewise": { piecewise: { boundaries: [2, 4], factors: [1, 0.3, 0.1] } },
  "schedule reduceOnPlateau": { reduceOnPlateau: { factor: 0.3, patience: 1 } },
  "classWeights given": { given: { weights: [1, 1, 1, 1, 1, 1, 2, 1, 1, 1] } },
  "stopping earlyStopping": { earlyStopping: { patience: 1 } },
};

/**
 * The two recipes that show what an entry of the catalogue is worth, by the rule of its kind: its example, in the reference CNN.
 * @returns Or why there are none.
 */
export function planTrial(entry: CatalogueEntry, baseline: Recipe): Trial | NoTrial {
  const { kind, id, documentation } = entry;
  const example = FITTED[`${kind} ${id}`] ?? documentation.example;
  return TRIAL_RULES[kind]({ entry, example, baseline });
}
