import { type FrozenStatistics, STATISTICS_PARAMETER } from "./frozen_part.ts";
import type { GradientDefinition } from "./gradient_definition.ts";

/** Parameters of `gradualUnfreezing`. */
export interface GradualUnfreezingParameters {
  readonly epochs: number;
  readonly statistics: FrozenStatistics;
}

/**
 * Trains the head alone at first, then one layer more, counted from the last, every so many epochs.
 * Each time the optimizer starts anew, as what it remembers of the layers so far says nothing of the new one.
 * @see Howard and Ruder, Universal language model fine-tuning for text classification, 2018, arXiv 1801.06146
 */
export const gradualUnfreezing: GradientDefinition<"gradualUnfreezing", GradualUnfreezingParameters> = {
  id: "gradualUnfreezing",
  summary: "Trains the head alone at first, then one layer more every so many epochs.",
  parameters: {
    epochs: {
      kind: "int",
      summary: "Epochs from one layer to the next.",
      minimum: 1,
      maximum: 10_000,
      default: 1,
    },
    statistics: STATISTICS_PARAMETER,
  },
  documentation: {
    formula: "trained in epoch e = the last 1 + floor((e - 1) / epochs) layers with weights",
    advice:
      "For transfer to a task with few images: the general features of the first layers are touched last, and least. Layers count at the top level, so a residual block is one. With `discriminativeRates` it is the recipe of its authors.",
    reference:
      "Howard and Ruder, Universal language model fine-tuning for text classification, 2018, arXiv 1801.06146",
    example: { gradualUnfreezing: { epochs: 1 } },
  },
  place: "freezing",
  frozen: ({ epochs, statistics }, { epoch, trainable }) => {
    const freed = 1 + Math.floor((epoch - 1) / epochs);
    const layers = freed >= trainable.length ? 0 : trainable[trainable.length - freed]!;
    const keeps = layers > 0 || statistics === "allLayers";
    return { layers, statistics: keeps ? statistics : "none" };
  },
  apply: ({ context }) => context,
};
