import { FLOOR, factor } from "./common_parameters.ts";
import type { ScheduleDefinition } from "./schedule_definition.ts";

/** Parameters of `reduceOnPlateau`. */
export interface ReduceOnPlateauParameters {
  readonly factor: number;
  readonly patience: number;
  readonly minimumDelta: number;
  readonly cooldown: number;
  readonly floor: number;
}

/**
 * Lowers the rate when the loss of the evaluation has not fallen for some epochs.
 * It remembers the factor so far, the best loss, the epochs without a better one, and the rest of a pause after a change.
 */
export const reduceOnPlateau: ScheduleDefinition<"reduceOnPlateau", ReduceOnPlateauParameters> = {
  id: "reduceOnPlateau",
  summary: "Lowers the rate when the loss of the evaluation has not fallen for some epochs.",
  parameters: {
    factor: factor("What the rate is multiplied with.", 0.1),
    patience: {
      kind: "int",
      summary: "Epochs without a better loss after which the rate falls.",
      minimum: 1,
      maximum: 10_000,
      default: 10,
    },
    minimumDelta: {
      kind: "float",
      summary: "By how much a loss must be lower to count as better.",
      minimum: 0,
      default: 1e-4,
    },
    cooldown: {
      kind: "int",
      summary: "Epochs after a change in which nothing is counted.",
      minimum: 0,
      maximum: 10_000,
      default: 0,
    },
    floor: FLOOR,
  },
  documentation: {
    formula:
      "after `patience` epochs without loss < best - minimumDelta: rate = max(rate factor, floor rate_0)",
    advice:
      "For trainings of open length; it needs validation images. The defaults are those of Keras and meant for long trainings: with five to twenty epochs take a patience of 2 and a factor of 0.3.",
    reference:
      "Keras, ReduceLROnPlateau; Bengio, Practical recommendations for gradient-based training, 2012, arXiv 1206.5533",
    example: { reduceOnPlateau: { factor: 0.3, patience: 2 } },
  },
  listens: true,
  build: (parameters, { rate }) => ({
    memory: { factor: 1, wait: 0, cooldown: 0 },
    rateAt: (_step, memory) => rate * memory["factor"]!,
    afterEpoch: (memory, loss) => {
      const { best } = memory;
      const cooldown = Math.max(0, memory["cooldown"]! - 1);
      const isBetter = best === undefined || loss < best - parameters.minimumDelta;
      // As in Keras, a pause has just ended counts from the epoch that ends it
      const counts = !isBetter && cooldown === 0;
      const waited = memory["cooldown"]! > 0 ? 0 : memory["wait"]!;
      const wait = counts ? waited + 1 : isBetter ? 0 : waited;
      const next = { ...memory, best: isBetter ? loss : best, cooldown, wait };
      if (wait < parameters.patience || memory["factor"]! <= parameters.floor) {
        return next;
      }
      const lower = Math.max(memory["factor"]! * parameters.factor, parameters.floor);
      return { ...next, factor: lower, cooldown: parameters.cooldown, wait: 0 };
    },
  }),
};
