import { frozenPartOf } from "../programs/frozen_part_of.ts";
import { trainingProgram } from "../programs/training_program.ts";
import type { ModelSpec } from "../spec/model_spec.ts";
import type { TrainSpec } from "../spec/train_spec.ts";

/**
 * Fails unless a model can be trained as a train spec says: traces the training of one image, and computes nothing.
 *
 * Whoever keeps specs for later asks this first, so that nobody waits for a training that could not have begun.
 * @throws {SpecError} With what does not go together, such as a loss and the last layer.
 */
export function checkTraining(model: ModelSpec, train: TrainSpec): void {
  trainingProgram(model, train, { train: [1], evaluate: [1], frozen: frozenPartOf(model, train, 1) });
}
