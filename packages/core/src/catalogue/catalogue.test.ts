import { describe, expect, test } from "vitest";
import { catalogue } from "./catalogue.ts";

const entries = catalogue();

const KINDS = [
  "layer",
  "activation",
  "initializer",
  "regularizer",
  "constraint",
  "optimizer",
  "schedule",
  "gradient",
  "augmentation",
  "loss",
  "metric",
  "classWeights",
  "validation",
  "stopping",
  "start",
  "pretraining",
  "architecture",
];

/** Names that a practitioner looks for; new ones of the kinds need no line here. */
const STANDARD = [
  ..."horizontalFlip verticalFlip shift randomCrop rotate zoom brightness contrast saturation hue grayscale noise cutout randomErasing randAugment mixup cutmix"
    .split(" ")
    .map((id) => `augmentation ${id}`),
  ..."accuracy topKAccuracy precision recall f1 confusionMatrix rocAuc expectedCalibrationError"
    .split(" ")
    .map((id) => `metric ${id}`),
  ..."sgd momentum nesterov rmsprop adagrad adadelta adam adamw adamax nadam amsgrad lion muon lookahead"
    .split(" ")
    .map((id) => `optimizer ${id}`),
  ..."constant step piecewise exponential polynomial cosine cosineRestarts oneCycle linearWarmup reduceOnPlateau"
    .split(" ")
    .map((id) => `schedule ${id}`),
  ..."l1 l2 l1l2".split(" ").map((id) => `regularizer ${id}`),
  ..."clipByValue clipByNorm clipByGlobalNorm ema weightDecay".split(" ").map((id) => `gradient ${id}`),
  ..."sparseCategoricalCrossentropy categoricalCrossentropy binaryCrossentropy focal meanSquaredError"
    .split(" ")
    .map((id) => `loss ${id}`),
  "constraint maxNorm",
  "stopping earlyStopping",
  ..."denoisingAutoencoder rotation contrastive".split(" ").map((id) => `pretraining ${id}`),
  "layer conv2d",
  "activation leakyRelu",
];

describe("catalogue()", () => {
  test("catalogue() has no id twice within a kind, and entries of every kind", () => {
    const names = entries.map(({ kind, id }) => `${kind} ${id}`);
    expect(names).toEqual([...new Set(names)]);
    expect([...new Set(entries.map(({ kind }) => kind))]).toEqual(KINDS);
  });

  test("catalogue() is plain data", () => {
    expect(JSON.parse(JSON.stringify(entries))).toEqual(entries);
  });

  test("catalogue() lists techniques under their standard names", () => {
    for (const name of STANDARD) {
      expect(entries.map(({ kind, id }) => `${kind} ${id}`)).toContain(name);
    }
  });
});
