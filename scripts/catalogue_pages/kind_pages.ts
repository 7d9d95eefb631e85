import type { CatalogueKind, SweepEntry } from "@convzoo/core";
import { formatSpec } from "./format_spec.ts";

/** An entry's example: one key and what it is given. */
export type Example = Readonly<Record<string, object>>;

/** What has a page: whatever a spec or a sweep can name. */
export type PageKind = CatalogueKind | SweepEntry["kind"];

/** How the pages of a kind begin, and where its entries stand. */
export interface KindPage {
  /** Name of the folder, and of the heading in lower case. */
  readonly folder: string;
  readonly title: string;
  /** One entry of the kind. */
  readonly one: string;
  /** Where entries stand, a sentence. */
  readonly place: string;
  /** A fenced example in its place. */
  readonly example: (example: Example) => string;
  /** Whether its entries change a training, so that what they do to one can be measured. @default {true} */
  readonly isMeasured?: boolean;
}

function json(value: unknown): string {
  return `\`\`\`json\n${formatSpec(value)}\n\`\`\``;
}

function inTraining(key: string, isList = false): (example: Example) => string {
  return (example) => json({ [key]: isList ? [example] : example });
}

function inLayers(example: Example): string {
  return json({ layers: [example] });
}

/** Every kind's pages; a kind without one does not compile. */
export const KIND_PAGES: { readonly [TKind in PageKind]: KindPage } = {
  layer: {
    folder: "layers",
    title: "Layers",
    one: "Layer",
    place: "One of the `layers` of a model spec, or of a layer that holds others.",
    example: inLayers,
  },
  activation: {
    folder: "activations",
    title: "Activations",
    one: "Activation",
    place: "A layer of its own, or the `activation` of a layer that has a kernel.",
    example: inLayers,
  },
  initializer: {
    folder: "initializers",
    title: "Initialisers",
    one: "Initialiser",
    place: "The `kernelInitializer` or `biasInitializer` of a layer.",
    example: (kernelInitializer) => json({ layers: [{ conv2d: { filters: 32, kernelInitializer } }] }),
  },
  regularizer: {
    folder: "regularizers",
    title: "Regularisers",
    one: "Regulariser",
    place:
      "The `regularizer` of a train spec, for all kernels, or the `kernelRegularizer`, `biasRegularizer` or `activityRegularizer` of a layer.",
    example: inTraining("regularizer"),
  },
  constraint: {
    folder: "constraints",
    title: "Constraints",
    one: "Constraint",
    place: "The `constraint` of a train spec, for all kernels.",
    example: inTraining("constraint"),
  },
  optimizer: {
    folder: "optimizers",
    title: "Optimizers",
    one: "Optimizer",
    place: "The `optimizer` of a train spec.",
    example: inTraining("optimizer"),
  },
  schedule: {
    folder: "schedules",
    title: "Schedules",
    one: "Schedule of the learning rate",
    place: "The `schedule` of a train spec.",
    example: inTraining("schedule"),
  },
  gradient: {
    folder: "gradients",
    title: "Gradient techniques",
    one: "Gradient technique",
    place: "One of the `gradients` of a train spec; in which order they are named means nothing.",
    example: inTraining("gradients", true),
  },
  augmentation: {
    folder: "augmentations",
    title: "Augmentations",
    one: "Augmentation",
    place: "One of the `augmentations` of a train spec, which are applied in their order.",
    example: inTraining("augmentations", true),
  },
  loss: {
    folder: "losses",
    title: "Losses",
    one: "Loss",
    place: "The `loss` of a train spec.",
    example: inTraining("loss"),
  },
  metric: {
    folder: "metrics",
    title: "Metrics",
    one: "Metric",
    place: "A function of scores and labels, in `METRICS` of `@convzoo/core`.",
    example: (example) => json(example),
  },
  classWeights: {
    folder: "class-weights",
    title: "Class weights",
    one: "Class weights",
    place: "The `classWeights` of a train spec.",
    example: inTraining("classWeights"),
  },
  validation: {
    folder: "validation",
    title: "Validation",
    one: "Source of validation images",
    place: "The `validation` of a train spec.",
    example: inTraining("validation"),
  },
  stopping: {
    folder: "stopping",
    title: "Stopping",
    one: "Stopping rule",
    place: "The `stopping` of a train spec; it needs a `validation`.",
    example: (stopping) => json({ stopping, validation: { split: { fraction: 0.1 } } }),
  },
  start: {
    folder: "starts",
    title: "Starts",
    one: "Start",
    place: "The `start` of a train spec.",
    example: inTraining("start"),
  },
  pretraining: {
    folder: "pretraining",
    title: "Pretraining",
    one: "Pretraining",
    place: "The `pretraining` of a train spec.",
    example: inTraining("pretraining"),
  },
  architecture: {
    folder: "architectures",
    title: "Architectures",
    one: "Architecture",
    place: "Made by `buildArchitecture` of `@convzoo/core`, which gives a model spec.",
    example: (example) => {
      const [[id, parameters]] = Object.entries(example) as [[string, object]];
      const task = "{ input: { height: 32, width: 32, channels: 3 }, classes: 10 }";
      const given = formatSpec(parameters).replaceAll(/"(\w+)":/g, "$1:");
      return `\`\`\`ts\nbuildArchitecture("${id}", ${task}, ${given});\n\`\`\``;
    },
  },
  sampler: {
    folder: "samplers",
    title: "Samplers of sweeps",
    one: "Sampler",
    place: "The `method` of a sweep (`startSweep`): how it chooses its trials.",
    example: (method) => json({ method }),
    isMeasured: false,
  },
  trialStopping: {
    folder: "trial-stoppings",
    title: "Stopping rules of sweeps",
    one: "Stopping rule of a sweep",
    place: "The `stopping` of a sweep (`startSweep`): which of its trials are not trained to their end.",
    example: (stopping) => json({ stopping }),
    isMeasured: false,
  },
};

/** `max-pool2d` for `maxPool2d`. */
export function pageName(id: string): string {
  return id.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
