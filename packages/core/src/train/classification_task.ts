import type { Batch } from "../data/batches.ts";
import { classWeights } from "../data/class_weights.ts";
import type { ImageDataset, LabeledImages } from "../data/image_dataset.ts";
import { DataError } from "../errors/data_error.ts";
import type { NamedTensors } from "../graph/program.ts";
import { frozenPartOf } from "../programs/frozen_part_of.ts";
import { trainingProgram } from "../programs/training_program.ts";
import type { ModelSpec } from "../spec/model_spec.ts";
import type { TrainSpec } from "../spec/train_spec.ts";
import { type AugmentedBatch, augment } from "../techniques/augmentations/augment.ts";
import { checkTargets } from "./check_targets.ts";
import { measureScores, measureTargets } from "./measure_scores.ts";
import type { TrainingTask } from "./training_task.ts";

/** Enough for an engine to be fast, and few enough to let a signal through. */
const EVALUATION_BATCH = 256;

/** The weight of each class, or null where all count the same. */
function weightsOf(
  { classWeights: spec }: TrainSpec,
  dataset: ImageDataset,
  { labels }: LabeledImages,
): Float32Array | null {
  if (spec === null) {
    return null;
  }
  const classes = dataset.classes.length;
  if ("balanced" in spec) {
    return classWeights(labels, classes);
  }
  const { weights } = spec.given;
  if (weights.length !== classes) {
    throw new DataError({
      code: "DATASET_MISMATCH",
      path: "classWeights.given.weights",
      message: `Cannot train on dataset "${dataset.name}" as classWeights.given.weights must have ${classes} numbers, one for each class: current number is ${weights.length}`,
      value: weights,
    });
  }
  return Float32Array.from(weights);
}

/** The weight of each example: that of its class, or of both classes of a mixed image in their proportion. */
function exampleWeights({ labels, mixed }: AugmentedBatch, weights: Float32Array): Float32Array {
  return Float32Array.from(labels, (label, index) => {
    const first = weights[label]!;
    if (mixed === undefined) {
      return first;
    }
    const share = mixed.weights[index]!;
    return first * (1 - share) + weights[mixed.labels[index]!]! * share;
  });
}

/** A batch as it is. A page whose variant has no augmentations comes without the code that applies them. */
function plainBatch({ targets, ...batch }: Batch): AugmentedBatch {
  return { ...batch, ...(targets && { targets: Float32Array.from(targets) }) };
}

/**
 * Telling classes apart: the images are augmented, the loss is that of the train spec.
 * @param train What the network learns from: indices of batches are into it, and `balanced` class weights are its own.
 * @throws {DataError} If there is not one class weight for each class, or the images have targets from which the training cannot learn.
 */
export function classificationTask(
  model: ModelSpec,
  spec: TrainSpec,
  data: { readonly dataset: ImageDataset; readonly train: LabeledImages },
): TrainingTask {
  const { dataset, train } = data;
  checkTargets(spec, dataset);
  const weights = weightsOf(spec, dataset, train);
  const multiLabel = train.targets !== undefined;
  return {
    evaluationBatch: EVALUATION_BATCH,
    phaseAt: (epoch) => JSON.stringify(frozenPartOf(model, spec, epoch)),
    program: (sizes, epoch) => {
      const frozen = frozenPartOf(model, spec, epoch);
      return trainingProgram(model, spec, { ...sizes, multiLabel, frozen });
    },
    trainFeeds: (batch, place): NamedTensors => {
      const augmented =
        spec.augmentations.length === 0
          ? plainBatch(batch)
          : augment(batch, spec.augmentations, { ...place, size: dataset, set: train });
      const { images, labels, targets, mixed } = augmented;
      if (targets !== undefined) {
        return { images, targets };
      }
      return {
        images,
        labels,
        ...(mixed && { secondLabels: mixed.labels, secondWeights: mixed.weights }),
        ...(weights && { exampleWeights: exampleWeights(augmented, weights) }),
      };
    },
    evaluationFeeds: ({ images, labels, targets }): NamedTensors =>
      targets === undefined ? { images, labels } : { images, targets: Float32Array.from(targets) },
    measure: (scores, { labels, targets }) => {
      const { classes } = model;
      return targets === undefined
        ? measureScores({ scores, labels, classes })
        : measureTargets({ scores, targets, classes });
    },
  };
}
