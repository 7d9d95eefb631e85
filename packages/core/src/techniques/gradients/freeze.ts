import { SpecError } from "../../errors/spec_error.ts";
import { type FrozenStatistics, STATISTICS_PARAMETER } from "./frozen_part.ts";
import type { GradientDefinition } from "./gradient_definition.ts";

/** Parameters of `freeze`. */
export interface FreezeParameters {
  readonly layers: number;
  readonly epochs: number;
  readonly statistics: FrozenStatistics;
}

/**
 * Leaves the first layers of a network as they are: the way to keep what another training has learned.
 * Frozen layers take part in the forward pass alone, so a step costs a good deal less. When they are freed, the optimizer starts anew.
 */
export const freeze: GradientDefinition<"freeze", FreezeParameters> = {
  id: "freeze",
  summary: "Leaves the first layers of a network as they are.",
  parameters: {
    layers: {
      kind: "int",
      summary:
        "Number of top-level layers, from the first; 0: all before the head, the last layer with weights.",
      minimum: 0,
      maximum: 65_536,
      default: 0,
    },
    epochs: {
      kind: "int",
      summary: "Epochs after which everything is trained; 0: never.",
      minimum: 0,
      maximum: 10_000,
      default: 0,
    },
    statistics: STATISTICS_PARAMETER,
  },
  documentation: {
    formula: "w = w for all weights of the layers 0 to layers - 1, in the first `epochs` epochs",
    advice:
      "For transfer learning: train a new head on a frozen network for an epoch or two, so that its first wild steps do no harm, then everything at a tenth of the rate (`discriminativeRates`, or a schedule that falls). With few images leave it frozen. The default for batch normalisation is that of Keras: a frozen one works as in serving. Take `allLayers` if the new images are few or batches small.",
    reference:
      "Yosinski, Clune, Bengio and Lipson, How transferable are features in deep neural networks?, 2014, arXiv 1411.1792",
    example: { freeze: { epochs: 1 } },
  },
  place: "freezing",
  frozen: ({ layers, epochs, statistics }, { epoch, trainable }) => {
    const head = trainable.at(-1) ?? 0;
    if (layers > head) {
      throw new SpecError({
        action: 'Cannot use "freeze"',
        path: "gradients",
        rule: `layers must be at most ${head}, so that the last layer with weights is trained`,
        received: layers,
      });
    }
    if (epochs > 0 && epoch > epochs) {
      return { layers: 0, statistics: statistics === "allLayers" ? statistics : "none" };
    }
    return { layers: layers === 0 ? head : layers, statistics };
  },
  apply: ({ context }) => context,
};
