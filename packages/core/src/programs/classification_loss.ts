import { SpecError } from "../errors/spec_error.ts";
import { argMax, cast, equal, greater, mean, mul, sum } from "../graph/ops/mod.ts";
import type { Value } from "../graph/value.ts";
import type { LossDefinition, Targets } from "../techniques/losses/loss_definition.ts";
import { findLoss, type LossId, type LossSpec } from "../techniques/losses/registry.ts";

/** Loss and hits of a batch, as float32 scalars. */
export interface BatchResult {
  /** Sum of the examples' losses. */
  readonly loss: Value;
  /** Number of examples whose highest score is at their label; where several classes can hold, the sum of the parts of classes told right. */
  readonly correct: Value;
}

/** What a batch is held against. */
export interface BatchTargets {
  readonly targets: Targets;
  /** float32[batch]: how much each example counts. @default {1 for all} */
  readonly exampleWeights?: Value | undefined;
}

/** What a loss is computed of: what went into the last layer's softmax or sigmoid, or the scores themselves. */
function outputsFor({ id, ending }: LossDefinition<LossId, unknown>, scores: Value): Value {
  if (ending === null) {
    return scores;
  }
  const node = scores.builder.node(scores);
  if (node.op !== ending) {
    const rule = `the last layer must end in ${ending} for the loss ${id}`;
    throw new SpecError({ action: "Cannot build the loss", path: "layers", rule, received: node.op });
  }
  return scores.builder.value(node.inputs[0]!);
}

/** Hits are those of first labels, where images were mixed; a class by itself is told right on the target's side of 0.5. */
function countHits(
  { outputs, scores }: { readonly outputs: Value; readonly scores: Value },
  targets: Targets,
): Value {
  if ("labels" in targets) {
    return sum(cast(equal(argMax(outputs, 1), targets.labels), "float32"));
  }
  const sides = [scores, targets.rows].map((value) => cast(greater(value, 0.5), "float32"));
  return sum(mean(cast(equal(sides[0]!, sides[1]!), "float32"), { axes: [1] }));
}

/**
 * Loss and hits of scores.
 * A loss of probabilities is taken from what went into the softmax or sigmoid, since the logarithm of a rounded probability loses everything
 * below 1e-8.
 * @throws {SpecError} If the scores do not come from what the loss needs, or it is for one class an example and the targets are rows.
 */
export function classificationLoss(loss: LossSpec, scores: Value, batch: BatchTargets): BatchResult {
  const { targets, exampleWeights } = batch;
  const { definition, parameters } = findLoss(loss);
  if ("rows" in targets && !definition.multiLabel) {
    const rule = "loss must be one for several classes an image, such as binaryCrossentropy";
    throw new SpecError({ action: "Cannot build the loss", path: "loss", rule, received: definition.id });
  }
  const outputs = outputsFor(definition, scores);
  const losses = definition.losses(parameters, outputs, targets);
  return {
    loss: sum(exampleWeights === undefined ? losses : mul(losses, exampleWeights)),
    correct: countHits({ outputs, scores }, targets),
  };
}
