import type { Program } from "../graph/program.ts";
import type { ModelSpec } from "../spec/model_spec.ts";
import type { TrainSpec } from "../spec/train_spec.ts";
import { pretrainEntry } from "./pretrain_entry.ts";
import { pretrainEvaluateEntry } from "./pretrain_evaluate_entry.ts";
import { type BatchSizes, evaluateEntryName, trainEntryName } from "./training_program.ts";

/**
 * One program with a step and an evaluation of a pretext task for each batch size, over one state: that of the whole model, whose head stays
 * as it is, of the task and of the optimizer.
 * @throws {SpecError} If the pretext task does not go with the model or the batch size.
 */
export function pretrainingProgram(model: ModelSpec, train: TrainSpec, sizes: BatchSizes): Program {
  const steps = sizes.train.map((batch) => ({ batch, ...pretrainEntry(model, train, batch) }));
  const [first] = steps;
  if (first === undefined) {
    throw new RangeError(
      "Cannot build a pretraining program as it needs at least one batch size: current number is 0",
    );
  }
  return {
    name: "pretraining",
    state: first.state,
    entries: Object.fromEntries([
      ...steps.map(({ batch, entry }) => [trainEntryName(batch), entry]),
      ...sizes.evaluate.map((batch) => [
        evaluateEntryName(batch),
        pretrainEvaluateEntry(model, train, batch),
      ]),
    ]),
  };
}
