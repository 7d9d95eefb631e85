import { SpecError } from "../errors/spec_error.ts";
import { frozenPartOf } from "../programs/frozen_part_of.ts";
import { trainingProgram } from "../programs/training_program.ts";
import type { ModelSpec } from "../spec/model_spec.ts";
import type { TrainSpec } from "../spec/train_spec.ts";

/** Fails unless each class has a weight, where weights are given. */
function checkClassWeights({ classes }: ModelSpec, { classWeights }: TrainSpec): void {
  if (classWeights === null || "balanced" in classWeights) {
    return;
  }
  const { weights } = classWeights.given;
  if (weights.length !== classes) {
    throw new SpecError({
      action: "Cannot train the model",
      path: "classWeights.given.weights",
      rule: `weights must have ${classes} numbers, one for each class`,
      received: weights,
    });
  }
}

/**
 * Fails unless a model can be trained as a train spec says: traces the training of one image, and computes nothing.
 *
 * Whoever keeps specs for later asks this first, so that nobody waits for a training that could not have begun.
 * @throws {SpecError} With what does not go together, such as a loss and the last layer.
 */
export function checkTraining(model: ModelSpec, train: TrainSpec): void {
  checkClassWeights(model, train);
  trainingProgram(model, train, { train: [1], evaluate: [1], frozen: frozenPartOf(model, train, 1) });
}
