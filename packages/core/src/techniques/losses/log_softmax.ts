import { exp, log, max, stopGradient, sub, sum } from "../../graph/ops/mod.ts";
import type { Value } from "../../graph/value.ts";

/**
 * Logarithm of the softmax of float32[batch, classes], without taking the logarithm of a rounded probability, which loses everything below 1e-8.
 */
export function logSoftmax(logits: Value): Value {
  const options = { axes: [1], keepDims: true };
  // the largest logit cancels out, and so does its gradient
  const shifted = sub(logits, stopGradient(max(logits, options)));
  return sub(shifted, log(sum(exp(shifted), options)));
}
