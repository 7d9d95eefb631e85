import { add, mul, sub } from "../../graph/ops/mod.ts";
import type { TrainedWeight, UpdateContext } from "../optimizers/optimizer_definition.ts";

/** The same context, in which each weight goes only a part of its step; with 0 it stays as it is, bit for bit. */
export function scaledSteps(
  context: UpdateContext,
  factorOf: (weight: TrainedWeight) => number,
): UpdateContext {
  return {
    ...context,
    assign: (weight, value) => {
      const factor = factorOf(weight);
      const moved = factor === 0 ? weight.value : add(weight.value, mul(sub(value, weight.value), factor));
      context.assign(weight, factor === 1 ? value : moved);
    },
  };
}
