import { add, mul, oneHot, reshape, sub } from "../../graph/ops/mod.ts";
import type { Value } from "../../graph/value.ts";
import type { Targets } from "./loss_definition.ts";

/** Targets as float32[batch, classes]: 1 at each label, or the weights of both labels of a mixed example. */
export function targetRows(targets: Targets, classes: number): Value {
  if ("rows" in targets) {
    return targets.rows;
  }
  const first = oneHot(targets.labels, classes);
  if (targets.second === undefined) {
    return first;
  }
  const { labels, weights } = targets.second;
  return add(first, mul(reshape(weights, [weights.shape[0]!, 1]), sub(oneHot(labels, classes), first)));
}
