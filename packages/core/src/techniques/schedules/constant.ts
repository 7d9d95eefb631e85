import type { NoParameters } from "../../parameters/entry_definition.ts";
import { fromStep } from "./from_step.ts";
import type { ScheduleDefinition } from "./schedule_definition.ts";

/** The optimizer's rate, all the way: `rate_t = rate`. */
export const constant: ScheduleDefinition<"constant", NoParameters> = {
  id: "constant",
  summary: "The optimizer's rate, all the way.",
  parameters: {},
  documentation: {
    formula: "rate_t = rate",
    advice:
      "Fine for short trials; nearly every longer training ends higher with a falling rate, such as `cosine`.",
    reference:
      "Robbins and Monro, A stochastic approximation method, 1951, who show why a constant rate does not settle",
    example: { constant: {} },
  },
  build: (_parameters, { rate }) => fromStep(() => rate),
};
