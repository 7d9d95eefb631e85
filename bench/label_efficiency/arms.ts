import type { TrainSpecInput } from "@convzoo/core";

/** One way to come to an encoder before any label is seen. */
export interface Arm {
  /** `scratch`, or the id of the pretraining. */
  readonly id: string;
  /** How the encoder is pretrained; null: it begins as the seed has it. */
  readonly pretraining: TrainSpecInput | null;
}

/** What all pretrainings share; they were chosen on images split off from the training set, not on the test images. */
const SHARED: TrainSpecInput = {
  epochs: 10,
  batchSize: 64,
  optimizer: { adam: { learningRate: 0.001 } },
  schedule: { cosine: {} },
};

/** Milder than those of photographs: with stronger ones the two views of a small image are hardly found in one another. */
const VIEWS: NonNullable<TrainSpecInput["augmentations"]> = [
  { randomCrop: { padding: [3, 3] } },
  { zoom: { amount: 0.15 } },
  { brightness: { amount: 0.2 } },
  { contrast: { amount: 0.2 } },
];

/** Without a pretraining, and with each. */
export const ARMS: readonly Arm[] = [
  { id: "scratch", pretraining: null },
  {
    id: "denoisingAutoencoder",
    pretraining: { ...SHARED, pretraining: { denoisingAutoencoder: {} } },
  },
  { id: "rotation", pretraining: { ...SHARED, pretraining: { rotation: {} } } },
  {
    id: "contrastive",
    pretraining: {
      ...SHARED,
      pretraining: { contrastive: { temperature: 0.2 } },
      // clothes mean the same mirrored
      augmentations: [{ horizontalFlip: {} }, ...VIEWS],
    },
  },
];
