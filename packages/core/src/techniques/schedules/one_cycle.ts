import { DURATION } from "./common_parameters.ts";
import { durationInSteps } from "./duration_in_steps.ts";
import { fromStep } from "./from_step.ts";
import { halfCosine } from "./half_cosine.ts";
import type { ScheduleDefinition } from "./schedule_definition.ts";

/** Parameters of `oneCycle`. */
export interface OneCycleParameters {
  readonly epochs: number;
  readonly rise: number;
  readonly start: number;
  readonly end: number;
}

/**
 * Rises along half a cosine to the optimizer's rate, then falls along another to nearly nothing.
 * The last step of the rise has the number `rise n - 1`, the last of all `n - 1`, as in PyTorch's `OneCycleLR`.
 * @see Smith and Topin, Super-convergence, 2018, arXiv 1708.07120
 */
export const oneCycle: ScheduleDefinition<"oneCycle", OneCycleParameters> = {
  id: "oneCycle",
  summary: "Rises along half a cosine to the optimizer's rate, then falls along another to nearly nothing.",
  parameters: {
    epochs: DURATION,
    rise: {
      kind: "float",
      summary: "Part of the time in which the rate rises.",
      minimum: 0,
      exclusiveMinimum: true,
      maximum: 1,
      exclusiveMaximum: true,
      default: 0.3,
    },
    start: {
      kind: "float",
      summary: "The first rate, as a part of the highest.",
      minimum: 0,
      maximum: 1,
      default: 0.04,
    },
    end: {
      kind: "float",
      summary: "The last rate, as a part of the highest.",
      minimum: 0,
      maximum: 1,
      default: 4e-6,
    },
  },
  documentation: {
    formula:
      "h(x) = (1 + cos(pi x)) / 2; rate_t = rate (1 + (start - 1) h(t / top)) up to top = rise n - 1, then rate (end + (1 - end) h((t - top) / (n - 1 - top)))",
    advice:
      "For short trainings with a high rate, three to ten times the usual; find it with `learningRateRange`. The defaults are those of PyTorch: rise 0.3, start 1/25, end 1/250000.",
    reference:
      "Smith and Topin, Super-convergence: very fast training of neural networks using large learning rates, 2018, arXiv 1708.07120",
    example: { oneCycle: { rise: 0.3 } },
  },
  build: ({ epochs, rise, start, end }, context) => {
    const last = Math.max(1, durationInSteps(epochs, context) - 1);
    const top = Math.min(last, Math.max(0, rise * (last + 1) - 1));
    return fromStep((at) => {
      if (at <= top && top > 0) {
        return context.rate * (1 + (start - 1) * halfCosine(at / top));
      }
      const part = top === last ? 1 : (Math.min(at, last) - top) / (last - top);
      return context.rate * (end + (1 - end) * halfCosine(part));
    });
  },
};
