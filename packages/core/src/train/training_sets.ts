import type { ImageDataset, LabeledImages } from "../data/image_dataset.ts";
import { selectImages, stratifiedSplit } from "../data/stratified_split.ts";
import { DataError } from "../errors/data_error.ts";
import type { ValidationSpec } from "../techniques/validation/registry.ts";

/** The images of a training, each set for one use. */
export interface TrainingSets {
  /** What the network learns from. */
  readonly train: LabeledImages;
  /** What stopping, schedules and the choice of the best epoch look at; null: there are none. */
  readonly validation: LabeledImages | null;
  /** What the trained network is measured on. */
  readonly test: LabeledImages;
}

function problem(dataset: ImageDataset, rule: string, value: unknown): DataError {
  return new DataError({
    code: "DATASET_MISMATCH",
    path: "validation",
    message: `Cannot train on dataset "${dataset.name}" as ${rule}: current value is ${JSON.stringify(value)}`,
    value,
  });
}

/**
 * Divides a dataset as a train spec asks.
 * @throws {DataError} If the dataset has no validation images of its own where they are asked for, or too few images to set some apart.
 */
export function trainingSets(dataset: ImageDataset, validation: ValidationSpec | null): TrainingSets {
  const { train, test } = dataset;
  if (validation === null) {
    return { train, validation: null, test };
  }
  if ("given" in validation) {
    const given = dataset.validation;
    if (given === undefined || given.count === 0) {
      throw problem(dataset, "it must have validation images where validation is given", null);
    }
    return { train, validation: given, test };
  }
  const { fraction, seed } = validation.split;
  const parts = stratifiedSplit(train.labels, { fraction, seed, classes: dataset.classes.length });
  if (parts.train.length === 0 || parts.validation.length === 0) {
    const rule = `validation.split.fraction must leave an image on both sides of its ${train.count}`;
    throw problem(dataset, rule, fraction);
  }
  return {
    train: selectImages(train, parts.train),
    validation: selectImages(train, parts.validation),
    test,
  };
}
