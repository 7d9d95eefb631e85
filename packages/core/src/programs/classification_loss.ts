import { SpecError } from "../errors/spec_error.ts";
import { argMax, cast, equal, sparseSoftmaxCrossEntropy, sum } from "../graph/ops/mod.ts";
import type { Value } from "../graph/value.ts";

/** Loss and hits of a batch, as float32 scalars. */
export interface BatchResult {
  /** Sum of the examples' losses. */
  readonly loss: Value;
  /** Number of examples whose highest score is at their label. */
  readonly correct: Value;
}

/**
 * Sparse categorical cross-entropy of scores and labels, and the number of correct predictions.
 * The scores must come from a softmax; the loss is taken from what went into it, since the logarithm of a rounded probability loses
 * everything below 1e-8.
 * @throws {SpecError} If the scores do not come from a softmax.
 */
export function classificationLoss(scores: Value, labels: Value): BatchResult {
  const node = scores.builder.node(scores);
  if (node.op !== "softmax") {
    const rule = "the last layer must end in softmax for the loss sparseCategoricalCrossentropy";
    throw new SpecError({ action: "Cannot build the loss", path: "layers", rule, received: node.op });
  }
  const logits = scores.builder.value(node.inputs[0]!);
  return {
    loss: sum(sparseSoftmaxCrossEntropy(logits, labels)),
    correct: sum(cast(equal(argMax(logits, 1), labels), "float32")),
  };
}
