import type { ImageDataset } from "../data/image_dataset.ts";
import { DataError } from "../errors/data_error.ts";
import type { ModelSpec } from "../spec/model_spec.ts";

/** What must be known of a dataset to say whether it suits a model. */
export type DatasetShape = Omit<ImageDataset, "train" | "test">;

/**
 * Fails unless a dataset's images and classes are those that a model takes.
 * @throws {DataError} With the field of the model in `path` and its value in `received`, if they are not.
 */
export function checkDataset(model: ModelSpec, dataset: DatasetShape): void {
  for (const key of ["height", "width", "channels"] as const) {
    if (dataset[key] !== model.input[key]) {
      throw new DataError({
        code: "DATASET_MISMATCH",
        path: `input.${key}`,
        message: `Cannot train on dataset "${dataset.name}" as input.${key} must be ${dataset[key]}, that of its images: current value is ${model.input[key]}`,
        value: model.input[key],
      });
    }
  }
  if (dataset.classes.length !== model.classes) {
    throw new DataError({
      code: "DATASET_MISMATCH",
      path: "classes",
      message: `Cannot train on dataset "${dataset.name}" as classes must be ${dataset.classes.length}, that of its labels: current value is ${model.classes}`,
      value: model.classes,
    });
  }
}
