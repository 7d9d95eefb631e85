import type { ModelSpecInput } from "@convzoo/core";

const input = { height: 8, width: 8, channels: 1 };
const preprocess = { scale: 1 / 255 };

/** A network for 8x8 images of 4 classes that trains thousands of epochs of 64 images a second. */
export const tinyModel: ModelSpecInput = {
  input,
  preprocess,
  layers: [
    { conv2d: { filters: 4, kernelSize: [3, 3], activation: "relu" } },
    { maxPool2d: {} },
    { flatten: {} },
    { dense: { units: 4, activation: "softmax" } },
  ],
  classes: 4,
};

/** A network for the same images that takes some hundredths of a second an epoch. */
export const slowModel: ModelSpecInput = {
  input,
  preprocess,
  layers: [
    { conv2d: { filters: 96, kernelSize: [3, 3], activation: "relu" } },
    { conv2d: { filters: 96, kernelSize: [3, 3], activation: "relu" } },
    { flatten: {} },
    { dense: { units: 4, activation: "softmax" } },
  ],
  classes: 4,
};

/** Epochs of {@linkcode slowModel} that take longer than any test. */
export const endless = 10_000;
