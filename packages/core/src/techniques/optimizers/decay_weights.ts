import { mul, sub } from "../../graph/ops/mod.ts";
import type { UpdateContext } from "./optimizer_definition.ts";

/** Takes `rate decay w` off each weight beside the step: what Keras calls `weight_decay`. */
export function decayWeights<TContext extends UpdateContext>(context: TContext, decay: number): TContext {
  const part = mul(context.learningRate, decay);
  return {
    ...context,
    assign: (weight, value) => context.assign(weight, sub(value, mul(weight.value, part))),
  };
}
