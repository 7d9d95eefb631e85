import { factor, interval } from "./common_parameters.ts";
import { fromStep } from "./from_step.ts";
import { power } from "./power.ts";
import type { ScheduleDefinition } from "./schedule_definition.ts";

/** Parameters of `exponential`. */
export interface ExponentialParameters {
  readonly every: number;
  readonly factor: number;
}

/**
 * Lowers the rate by the same factor in equal times, step by step.
 * `rate_t = rate factor^(t / every)`, t in epochs.
 */
export const exponential: ScheduleDefinition<"exponential", ExponentialParameters> = {
  id: "exponential",
  summary: "Lowers the rate by the same factor in equal times, step by step.",
  parameters: {
    every: interval("Epochs in which the rate falls by the factor.", 1),
    factor: factor("What the rate is multiplied with in that time.", 0.9),
  },
  documentation: {
    formula: "rate_t = rate factor^(t / every)",
    advice:
      "Smoother than `step`, and for trainings whose length is open: at 0.9 an epoch the rate is a third after ten. With a known length `cosine` is usually better.",
    reference: "Szegedy and others, Going deeper with convolutions, 2015, arXiv 1409.4842",
    example: { exponential: { every: 1, factor: 0.9 } },
  },
  build: ({ every, factor: by }, { rate, stepsPerEpoch }) =>
    fromStep((at) => rate * power(by, at / (every * stepsPerEpoch))),
};
