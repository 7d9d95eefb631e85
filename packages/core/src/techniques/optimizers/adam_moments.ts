import { add, mul, sub } from "../../graph/ops/mod.ts";
import type { Value } from "../../graph/value.ts";
import type { TrainedWeight, UpdateContext } from "./optimizer_definition.ts";

/**
 * A power of a decay, `decay^t` at step `t` from 1 on, kept as a slot and multiplied up: no `pow`, whose last bits differ between runtimes,
 * reaches the weights.
 */
export function risingPower(context: UpdateContext, name: string, decay: number): Value {
  const power = context.slot(name, [], 1);
  const next = mul(power.value, decay);
  power.assign(next);
  return next;
}

/** The running means of a weight's gradient and of its square, after this step. */
export function adamMoments(
  context: UpdateContext,
  { name, value, gradient }: TrainedWeight,
  { beta1, beta2 }: { readonly beta1: number; readonly beta2: number },
): { readonly mean: Value; readonly square: Value } {
  const mean = context.slot(`mean.${name}`, value.shape, 0);
  const square = context.slot(`square.${name}`, value.shape, 0);
  const nextMean = add(mean.value, mul(sub(gradient, mean.value), 1 - beta1));
  const nextSquare = add(square.value, mul(sub(mul(gradient, gradient), square.value), 1 - beta2));
  mean.assign(nextMean);
  square.assign(nextSquare);
  return { mean: nextMean, square: nextSquare };
}
