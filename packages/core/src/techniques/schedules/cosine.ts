import { DURATION, FLOOR } from "./common_parameters.ts";
import { durationInSteps } from "./duration_in_steps.ts";
import { fromStep } from "./from_step.ts";
import { halfCosine } from "./half_cosine.ts";
import type { ScheduleDefinition } from "./schedule_definition.ts";

/** Parameters of `cosine`. */
export interface CosineParameters {
  readonly epochs: number;
  readonly floor: number;
}

/**
 * Lowers the rate along half a cosine.
 * It stays high for a third, passes the half in the middle, and ends flat.
 * `rate_t = rate (floor + (1 - floor) (1 + cos(pi t / epochs)) / 2)`, and `rate floor` after that.
 * @see Loshchilov and Hutter, SGDR, 2017, arXiv 1608.03983
 */
export const cosine: ScheduleDefinition<"cosine", CosineParameters> = {
  id: "cosine",
  summary: "Lowers the rate along half a cosine.",
  parameters: { epochs: DURATION, floor: FLOOR },
  documentation: {
    formula: "rate_t = rate (floor + (1 - floor) (1 + cos(pi min(t, epochs) / epochs)) / 2)",
    advice:
      "The first choice when the length of the training is known: nothing to choose, and rarely beaten. Put `linearWarmup` around it where the first steps are unstable.",
    reference:
      "Loshchilov and Hutter, SGDR: stochastic gradient descent with warm restarts, 2017, arXiv 1608.03983",
    example: { cosine: { floor: 0.01 } },
  },
  build: ({ epochs, floor }, context) => {
    const duration = durationInSteps(epochs, context);
    return fromStep(
      (at) => context.rate * (floor + (1 - floor) * halfCosine(Math.min(at, duration) / duration)),
    );
  },
};
