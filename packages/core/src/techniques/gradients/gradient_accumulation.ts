import { add, greaterEqual, mul, select } from "../../graph/ops/mod.ts";
import type { Slot, UpdateContext } from "../optimizers/optimizer_definition.ts";
import type { GradientDefinition } from "./gradient_definition.ts";

/** Parameters of `gradientAccumulation`. */
export interface GradientAccumulationParameters {
  readonly steps: number;
}

/**
 * Moves the weights only every so many steps, by the mean of their gradients.
 * Each run of the program computes an update from what has been summed up so far; all weights and slots take it only when it is due,
 * which a counter of its own tells. What is summed up when training ends is dropped.
 */
export const gradientAccumulation: GradientDefinition<
  "gradientAccumulation",
  GradientAccumulationParameters
> = {
  id: "gradientAccumulation",
  summary: "Moves the weights only every so many steps, by the mean of their gradients.",
  parameters: {
    steps: {
      kind: "int",
      summary: "Steps whose gradients make one update.",
      minimum: 1,
      maximum: 1_000_000,
      default: 4,
    },
  },
  documentation: {
    formula: "g = (g_1 + ... + g_steps) / steps at every steps-th step; in between nothing moves",
    advice:
      "The effect of a batch `steps` times as large in the memory of one; batch normalisation still sees the small batches. Schedules count all steps, also those that move nothing.",
    reference: "Ott, Edunov, Grangier and Auli, Scaling neural machine translation, 2018, arXiv 1806.00187",
    example: { gradientAccumulation: { steps: 4 } },
  },
  place: "accumulation",
  apply: ({ parameters: { steps }, context, slot }) => {
    const count = slot("count", [], 0);
    const next = add(count.value, 1);
    const isDue = greaterEqual(next, steps);
    count.assign(select(isDue, 0, next));
    const weights = context.weights.map((weight) => {
      const sums = slot(`sum.${weight.name}`, weight.value.shape, 0);
      const sum = add(sums.value, weight.gradient);
      sums.assign(select(isDue, 0, sum));
      return { ...weight, gradient: mul(sum, 1 / steps) };
    });
    const whenDue = ({ value: before, assign }: Slot): Slot => ({
      value: before,
      assign: (value) => assign(select(isDue, value, before)),
    });
    const inner: UpdateContext = {
      ...context,
      weights,
      slot: (name, shape, initial) => whenDue(context.slot(name, shape, initial)),
      assign: (weight, value) => context.assign(weight, select(isDue, value, weight.value)),
    };
    return inner;
  },
};
