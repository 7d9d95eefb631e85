import {
  layerRegistry,
  type ParameterDefinition,
  samplerRegistry,
  TRAIN_PARAMETERS,
  trialStoppingRegistry,
} from "@convzoo/core";
import { builder } from "./builder.ts";
import { registryInput, techniqueInput } from "./parameter_fields.ts";
import {
  augmentationInput,
  gradientInput,
  layerInput,
  modelSpecInput,
  optimizerInput,
  trainSpecInput,
} from "./spec_inputs.ts";

type Technique = Extract<ParameterDefinition, { kind: "technique" }>;

/** Where a layer's first weights come from, which is a parameter of layers. */
const initializer = layerRegistry
  .flatMap(({ parameters }) => Object.values(parameters))
  .find((each): each is Technique => each.kind === "technique" && each.typeName === "Initializer")!;

/** Fields of a choice that hold techniques of the train spec; null among the values stands for none of them. */
const techniques = {
  losses: TRAIN_PARAMETERS.loss,
  schedules: TRAIN_PARAMETERS.schedule,
  regularizers: TRAIN_PARAMETERS.regularizer,
  constraints: TRAIN_PARAMETERS.constraint,
  starts: TRAIN_PARAMETERS.start,
  classWeights: TRAIN_PARAMETERS.classWeights,
  validations: TRAIN_PARAMETERS.validation,
  stoppings: TRAIN_PARAMETERS.stopping,
  pretrainings: TRAIN_PARAMETERS.pretraining,
  // one summary for all places that such may stand in, in place of those of the layer that it is taken from
  initializers: { ...initializer, summary: "How weights of a layer get their first values." },
} as const;

const choiceInput = builder.inputType("SearchChoiceInput", {
  description:
    "The values that a place of the specs may have: exactly one of the fields, by what stands there. Null among techniques is none.",
  isOneOf: true,
  fields: (t) => ({
    numbers: t.floatList({ description: "Numbers, whole ones too." }),
    texts: t.stringList({ description: "Words, such as activations." }),
    booleans: t.booleanList(),
    sizes: t.field({ type: t.listRef(t.listRef("Int")), description: "Sizes, such as kernels: [3, 3]." }),
    optimizers: t.field({ type: [optimizerInput] }),
    layers: t.field({ type: [layerInput], description: "One layer in the place of another." }),
    layerLists: t.field({ type: t.listRef(t.listRef(layerInput)), description: "For model.layers." }),
    augmentations: t.field({
      type: t.listRef(t.listRef(augmentationInput)),
      description: "Lists, for train.augmentations.",
    }),
    gradients: t.field({
      type: t.listRef(t.listRef(gradientInput)),
      description: "Lists, for train.gradients.",
    }),
    models: t.field({ type: [modelSpecInput], description: "Whole networks, for model." }),
    trainings: t.field({ type: [trainSpecInput], description: "Whole trainings, for train." }),
    ...Object.fromEntries(
      Object.entries(techniques).map(([name, parameter]) => [
        name,
        t.field({
          type: t.listRef(techniqueInput(parameter), { required: false }),
          description: parameter.summary,
        }),
      ]),
    ),
  }),
});

const rangeInput = builder.inputType("SearchRangeInput", {
  description: "A range of numbers, both ends included.",
  fields: (t) => ({ low: t.float({ required: true }), high: t.float({ required: true }) }),
});

const integersInput = builder.inputType("SearchIntegersInput", {
  description: "Whole numbers: low, low + step ... up to high.",
  fields: (t) => ({
    low: t.int({ required: true }),
    high: t.int({ required: true }),
    step: t.int({ required: true, defaultValue: 1 }),
  }),
});

const domainInput = builder.inputType("SearchDomainInput", {
  description: "Where the values of a dimension come from: exactly one of the fields.",
  isOneOf: true,
  fields: (t) => ({
    choice: t.field({ type: choiceInput }),
    uniform: t.field({ type: rangeInput, description: "All alike." }),
    logUniform: t.field({ type: rangeInput, description: "By their logarithm; above 0." }),
    integers: t.field({ type: integersInput }),
  }),
});

/** One place of the specs, and what may stand there. */
export const dimensionInput = builder.inputType("SearchDimensionInput", {
  description:
    "One place of the specs, and what may stand there. It may lie within what another dimension chooses; a trial without the place goes without the dimension.",
  fields: (t) => ({
    path: t.string({
      required: true,
      description: "Such as train.optimizer.adam.learningRate or model.layers[0].conv2d.filters.",
    }),
    domain: t.field({ type: domainInput, required: true }),
  }),
});

/** How trials are chosen. */
export const methodInput = registryInput("SweepMethodInput", {
  description: "How trials are chosen: exactly one of the fields.",
  registry: samplerRegistry,
  suffix: "Method",
});

/** When trials are stopped. */
export const stoppingInput = registryInput("SweepStoppingInput", {
  description: "When trials are stopped before their last epoch: exactly one of the fields.",
  registry: trialStoppingRegistry,
});

/** A dimension as a client writes it. */
type DimensionShape = typeof dimensionInput.$inferInput;

/** Makes a client's search space into what core reads: a choice is its values, whatever they are. */
export function readSearchSpace(space: readonly DimensionShape[]): unknown {
  return space.map(({ path, domain }) => ({
    path,
    domain:
      domain.choice == null
        ? domain
        : { choice: { values: Object.values(domain.choice).find((values) => values != null) } },
  }));
}

/** The path of a value as its client wrote it: core knows the values of a choice, and not the field that they stood in. */
export function clientPath(path: string, space: readonly DimensionShape[]): string {
  return path.replace(/(?<=^input\.space\[(\d+)\]\.domain\.choice\.)values\b/, (values, index: string) => {
    const choice = space[Number(index)]?.domain.choice ?? {};
    return Object.entries(choice).find(([, each]) => each != null)?.[0] ?? values;
  });
}
