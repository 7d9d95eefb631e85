import type { ParentModel, TrainSpecInput } from "@convzoo/core";

const BATCH_SIZE = 32;
/** Passes over many images. */
const FEWEST_EPOCHS = 5;
/** Steps over few images, which need more passes. */
const FEWEST_STEPS = 800;

/**
 * How a network learns the classes from labelled images, the same with and without a pretraining but for where it starts.
 * @param images Number of labelled images.
 * @param parent What it starts from; null: the seed alone.
 */
export function fineTuning(images: number, parent: ParentModel | null): TrainSpecInput {
  const stepsPerEpoch = Math.ceil(images / BATCH_SIZE);
  return {
    epochs: Math.max(FEWEST_EPOCHS, Math.ceil(FEWEST_STEPS / stepsPerEpoch)),
    batchSize: BATCH_SIZE,
    optimizer: { adam: { learningRate: 0.001 } },
    schedule: { cosine: {} },
    ...(parent && { start: { version: { digest: parent.digest } } }),
  };
}
