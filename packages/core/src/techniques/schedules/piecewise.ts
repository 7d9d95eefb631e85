import type { ParameterInput } from "../../parameters/parameter_definition.ts";
import { fromStep } from "./from_step.ts";
import type { ScheduleDefinition } from "./schedule_definition.ts";

/** Parameters of `piecewise`. */
export interface PiecewiseParameters {
  readonly boundaries: readonly number[];
  readonly factors: readonly number[];
}

/**
 * A rate of its own for each stretch of the training.
 * From the step at `boundaries[i] stepsPerEpoch` on, the rate is `rate factors[i + 1]`. (Keras's `PiecewiseConstantDecay` changes one step later.)
 */
export const piecewise: ScheduleDefinition<
  "piecewise",
  PiecewiseParameters,
  ParameterInput<PiecewiseParameters, "boundaries" | "factors">
> = {
  id: "piecewise",
  summary: "A rate of its own for each stretch of the training.",
  parameters: {
    boundaries: {
      kind: "floats",
      summary: "Epochs after which the rate changes, rising.",
      minimum: 0,
      minimumLength: 1,
    },
    factors: {
      kind: "floats",
      summary: "What the optimizer's rate is multiplied with before, between and after the boundaries.",
      minimum: 0,
      minimumLength: 2,
    },
  },
  documentation: {
    formula: "rate_t = rate factors[number of boundaries that are at most t]",
    advice:
      "For repeating a published recipe, such as boundaries 80 and 120 with factors 1, 0.1 and 0.01. Otherwise `cosine` needs less choosing.",
    reference: "He, Zhang, Ren and Sun, Deep residual learning for image recognition, 2016, arXiv 1512.03385",
    example: { piecewise: { boundaries: [5, 8], factors: [1, 0.1, 0.01] } },
  },
  check: ({ boundaries, factors }) => {
    if (boundaries.some((boundary, i) => i > 0 && boundary <= boundaries[i - 1]!)) {
      return { parameter: "boundaries", rule: "rise" };
    }
    return factors.length === boundaries.length + 1
      ? null
      : { parameter: "factors", rule: "have one entry more than boundaries" };
  },
  build: ({ boundaries, factors }, { rate, stepsPerEpoch }) =>
    fromStep((at) => rate * factors[boundaries.filter((boundary) => at >= boundary * stepsPerEpoch).length]!),
};
