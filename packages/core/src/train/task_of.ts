import type { ImageDataset, LabeledImages } from "../data/image_dataset.ts";
import type { ModelSpec } from "../spec/model_spec.ts";
import type { TrainSpec } from "../spec/train_spec.ts";
import { classificationTask } from "./classification_task.ts";
import { pretrainingTask } from "./pretraining_task.ts";
import type { TrainingTask } from "./training_task.ts";

/** What a train spec asks of a network: the pretext task of its pretraining, or else to tell classes apart. @throws As those do. */
export function taskOf(
  model: ModelSpec,
  spec: TrainSpec,
  data: { readonly dataset: ImageDataset; readonly train: LabeledImages },
): TrainingTask {
  return spec.pretraining === null
    ? classificationTask(model, spec, data)
    : pretrainingTask(model, spec, spec.pretraining);
}
