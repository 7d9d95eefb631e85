import { factor, interval } from "./common_parameters.ts";
import { fromStep } from "./from_step.ts";
import { power } from "./power.ts";
import type { ScheduleDefinition } from "./schedule_definition.ts";

/** Parameters of `step`. */
export interface StepParameters {
  readonly every: number;
  readonly factor: number;
}

/**
 * Multiplies the rate by a factor after every so many epochs.
 * `rate_t = rate factor^floor(t / every)`, t in epochs; Keras's `ExponentialDecay` with `staircase`.
 */
export const step: ScheduleDefinition<"step", StepParameters> = {
  id: "step",
  summary: "Multiplies the rate by a factor after every so many epochs.",
  parameters: {
    every: interval("Epochs from one change to the next.", 2),
    factor: factor("What the rate is multiplied with.", 0.5),
  },
  documentation: {
    formula: "rate_t = rate factor^floor(t / every)",
    advice:
      "The classic of residual networks is a factor of 0.1 after each third of the training; `cosine` gets as far with nothing to choose.",
    reference: "He, Zhang, Ren and Sun, Deep residual learning for image recognition, 2016, arXiv 1512.03385",
    example: { step: { every: 10, factor: 0.1 } },
  },
  build: ({ every, factor: by }, { rate, stepsPerEpoch }) =>
    fromStep((at) => rate * power(by, Math.floor(at / (every * stepsPerEpoch)))),
};
