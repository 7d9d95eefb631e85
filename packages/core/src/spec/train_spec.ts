import type { AugmentationSpec, AugmentationSpecInput } from "../techniques/augmentations/registry.ts";
import type { OptimizerSpec, OptimizerSpecInput } from "../techniques/optimizers/registry.ts";

/** What training minimises. */
export type LossId = "sparseCategoricalCrossentropy";

/** How a network is trained, as plain data, complete. The dataset and the seed belong to a run. */
export interface TrainSpec {
  readonly epochs: number;
  readonly batchSize: number;
  readonly loss: LossId;
  readonly optimizer: OptimizerSpec;
  /** What is done to training images, in this order, anew in each epoch. */
  readonly augmentations: readonly AugmentationSpec[];
}

/** How a network is trained, as a person writes it. */
export interface TrainSpecInput {
  readonly epochs?: number | undefined;
  readonly batchSize?: number | undefined;
  readonly loss?: LossId | undefined;
  readonly optimizer?: OptimizerSpecInput | undefined;
  readonly augmentations?: readonly AugmentationSpecInput[] | undefined;
}
