import type { Batch } from "../data/batches.ts";
import type { NamedTensors } from "../graph/program.ts";
import { trainingProgram } from "../programs/training_program.ts";
import type { ModelSpec } from "../spec/model_spec.ts";
import type { TrainSpec } from "../spec/train_spec.ts";
import { pretextFeeds } from "../techniques/pretraining/pretext_feeds.ts";
import type { PretrainingSpec } from "../techniques/pretraining/registry.ts";
import type { BatchPlace, TrainingTask } from "./training_task.ts";

/**
 * What a pretext task asks of an encoder. Labels are not looked at; loss and accuracy are those of the pretext task, and there are no other
 * figures. Evaluations take batches as large as those of the training, since how hard a task is that tells images of a batch apart depends on
 * their number.
 */
export function pretrainingTask(
  model: ModelSpec,
  spec: TrainSpec,
  pretraining: PretrainingSpec,
): TrainingTask {
  const plan = { pretraining, augmentations: spec.augmentations };
  const feeds = ({ images, count }: Batch, place: BatchPlace): NamedTensors =>
    pretextFeeds({ ...place, images, count, size: model.input }, plan);
  return {
    evaluationBatch: spec.batchSize,
    phaseAt: () => "pretraining",
    program: (sizes) => trainingProgram(model, spec, sizes),
    trainFeeds: feeds,
    evaluationFeeds: feeds,
    measure: () => ({}),
  };
}
