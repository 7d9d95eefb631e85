import type { Value } from "../../graph/value.ts";
import type { TrainedWeight, UpdateContext } from "../optimizers/optimizer_definition.ts";

/** The same context with changed gradients. */
export function withGradients(
  context: UpdateContext,
  change: (gradient: Value, weight: TrainedWeight) => Value,
): UpdateContext {
  return {
    ...context,
    weights: context.weights.map((weight) => ({ ...weight, gradient: change(weight.gradient, weight) })),
  };
}
