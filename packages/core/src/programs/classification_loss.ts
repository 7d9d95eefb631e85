import { SpecError } from "../errors/spec_error.ts";
import { add, argMax, cast, equal, mul, sparseSoftmaxCrossEntropy, sub, sum } from "../graph/ops/mod.ts";
import type { Value } from "../graph/value.ts";

/** Loss and hits of a batch, as float32 scalars. */
export interface BatchResult {
  /** Sum of the examples' losses. */
  readonly loss: Value;
  /** Number of examples whose highest score is at their label. */
  readonly correct: Value;
}

/** Second labels of a batch whose images were mixed. */
export interface SecondLabels {
  /** int32[batch]. */
  readonly labels: Value;
  /** float32[batch]: weight of each second label; the first has the rest. */
  readonly weights: Value;
}

/**
 * Sparse categorical cross-entropy of scores and labels, and the number of correct predictions.
 * The scores must come from a softmax; the loss is taken from what went into it, since the logarithm of a rounded probability loses
 * everything below 1e-8. With second labels it is the weighted mean of both losses; hits are those of the first labels.
 * @throws {SpecError} If the scores do not come from a softmax.
 */
export function classificationLoss(scores: Value, labels: Value, second?: SecondLabels): BatchResult {
  const node = scores.builder.node(scores);
  if (node.op !== "softmax") {
    const rule = "the last layer must end in softmax for the loss sparseCategoricalCrossentropy";
    throw new SpecError({ action: "Cannot build the loss", path: "layers", rule, received: node.op });
  }
  const logits = scores.builder.value(node.inputs[0]!);
  const first = sparseSoftmaxCrossEntropy(logits, labels);
  const losses =
    second === undefined
      ? first
      : add(first, mul(second.weights, sub(sparseSoftmaxCrossEntropy(logits, second.labels), first)));
  return {
    loss: sum(losses),
    correct: sum(cast(equal(argMax(logits, 1), labels), "float32")),
  };
}
