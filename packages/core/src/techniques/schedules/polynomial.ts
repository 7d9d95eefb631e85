import { DURATION, FLOOR } from "./common_parameters.ts";
import { durationInSteps } from "./duration_in_steps.ts";
import { fromStep } from "./from_step.ts";
import { power } from "./power.ts";
import type { ScheduleDefinition } from "./schedule_definition.ts";

/** Parameters of `polynomial`. */
export interface PolynomialParameters {
  readonly epochs: number;
  readonly power: number;
  readonly floor: number;
}

/**
 * Lowers the rate along a power of the time that is left.
 * `rate_t = rate (floor + (1 - floor) (1 - t / epochs)^power)`, and `rate floor` after that; a straight line with power 1.
 */
export const polynomial: ScheduleDefinition<"polynomial", PolynomialParameters> = {
  id: "polynomial",
  summary: "Lowers the rate along a power of the time that is left; a straight line at first.",
  parameters: {
    epochs: DURATION,
    power: {
      kind: "float",
      summary: "1 for a straight line; more falls sooner.",
      minimum: 0,
      exclusiveMinimum: true,
      maximum: 100,
      default: 1,
    },
    floor: FLOOR,
  },
  documentation: {
    formula: "rate_t = rate (floor + (1 - floor) (1 - min(t, epochs) / epochs)^power)",
    advice:
      "The straight line to 0 is as good as `cosine` in most comparisons. Segmentation networks like a power of 0.9.",
    reference: "Liu, Rabinovich and Berg, ParseNet: looking wider to see better, 2015, arXiv 1506.04579",
    example: { polynomial: { power: 2 } },
  },
  build: (parameters, context) => {
    const { floor, power: exponent } = parameters;
    const duration = durationInSteps(parameters.epochs, context);
    return fromStep((at) => {
      const left = 1 - Math.min(at, duration) / duration;
      return context.rate * (floor + (1 - floor) * power(left, exponent));
    });
  },
};
