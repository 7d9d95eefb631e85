import {
  augmentationRegistry,
  gradientRegistry,
  INPUT_PARAMETERS,
  layerRegistry,
  optimizerRegistry,
  TRAIN_PARAMETERS,
} from "@convzoo/core";
import { builder } from "./builder.ts";
import { changedFields, parameterFields, registryInput } from "./parameter_fields.ts";

const imageShapeInput = builder.inputType("ImageShapeInput", {
  description: "The size of one image.",
  fields: (t) => parameterFields(t, INPUT_PARAMETERS),
});

const preprocessInput = builder.inputType("PreprocessInput", {
  description: "What happens to pixels before the first layer: `(pixel * scale - mean) / standardDeviation`.",
  fields: (t) => ({
    scale: t.float({ description: "Factor of each pixel; 1/255 if it is left out." }),
    mean: t.floatList({ description: "One number, or one a channel; 0 if it is left out." }),
    standardDeviation: t.floatList({ description: "One number, or one a channel; 1 if it is left out." }),
  }),
});

/** One layer of a network. */
export const layerInput = registryInput("LayerInput", {
  description: "One layer: exactly one of the fields.",
  registry: layerRegistry,
});

/** How gradients become steps. */
export const optimizerInput = registryInput("OptimizerInput", {
  description: "An optimizer: exactly one of the fields.",
  registry: optimizerRegistry,
});

/** What stands between the gradients and the weights. */
export const gradientInput = registryInput("GradientInput", {
  description: "What stands between the gradients and the weights: exactly one of the fields.",
  registry: gradientRegistry,
});

/** A change of training images. */
export const augmentationInput = registryInput("AugmentationInput", {
  description: "A change of training images: exactly one of the fields.",
  registry: augmentationRegistry,
});

/** A network as plain data; its parser in core checks it. */
export const modelSpecInput = builder.inputType("ModelSpecInput", {
  description: "A network as plain data.",
  fields: (t) => ({
    input: t.field({ type: imageShapeInput, required: true }),
    preprocess: t.field({ type: preprocessInput, required: false }),
    layers: t.field({ type: [layerInput], required: true, description: "From the image to the classes." }),
    classes: t.int({
      required: true,
      description: "Number of classes: the size of the last layer's output.",
    }),
  }),
});

/** How a network is trained, as plain data; its parser in core checks it. */
export const trainSpecInput = builder.inputType("TrainSpecInput", {
  description: "How a network is trained, as plain data.",
  fields: (t) => ({
    ...parameterFields(t, TRAIN_PARAMETERS),
    optimizer: t.field({
      type: optimizerInput,
      required: true,
      defaultValue: { adam: {} },
      description: "How gradients become steps.",
    }),
    gradients: t.field({
      type: [gradientInput],
      required: true,
      defaultValue: [],
      description:
        "What stands between the gradients and the weights, each once at most; their order means nothing.",
    }),
    augmentations: t.field({
      type: [augmentationInput],
      required: true,
      defaultValue: [],
      description: "What is done to training images, in this order, anew in each epoch.",
    }),
  }),
});

/** What is other in a train spec. */
export const trainChangesInput = builder.inputType("TrainChangesInput", {
  description:
    "What is other in a train spec: what is left out stays as it is, and a technique that is null is taken away. Lists take the place of the whole list.",
  fields: (t) => ({
    ...changedFields(t, TRAIN_PARAMETERS),
    optimizer: t.field({ type: optimizerInput, description: "How gradients become steps." }),
    gradients: t.field({
      type: [gradientInput],
      description: "What stands between the gradients and the weights, each once at most.",
    }),
    augmentations: t.field({
      type: [augmentationInput],
      description: "What is done to training images, in this order, anew in each epoch.",
    }),
  }),
});
