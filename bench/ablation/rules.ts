import { type ArchitectureId, buildArchitecture, type TrainSpecInput } from "@convzoo/core";
import type { Recipe } from "../recipe.ts";
import { CONVOLUTIONS, HIDDEN_DENSE } from "./baseline.ts";
import { layerRule } from "./layer_rule.ts";
import type { Trial, TrialContext, TrialRule, TrialRules } from "./trial.ts";
import { withParameters } from "./with_parameters.ts";

/** The recipe with other parameters of some of its layers. */
function changeLayers(recipe: Recipe, places: readonly number[], parameters: object): Recipe {
  const layers = recipe.model.layers.map((layer, index) =>
    places.includes(index) ? withParameters(layer, parameters) : layer,
  );
  return { ...recipe, model: { ...recipe.model, layers } };
}

function changeTraining(recipe: Recipe, change: TrainSpecInput): Recipe {
  return { ...recipe, train: { ...recipe.train, ...change } };
}

/** A technique that is one key of the train spec. */
function trainKey(key: keyof TrainSpecInput, isList = false): TrialRule {
  return ({ example, baseline }: TrialContext): Trial => ({
    spec: example,
    with: changeTraining(baseline, { [key]: isList ? [example] : example }),
    without: baseline,
  });
}

/** What looks at a validation set is compared with the same training on as many images. */
function watched(key: keyof TrainSpecInput): TrialRule {
  return ({ example, baseline }) => {
    const without = changeTraining(baseline, { validation: { split: { fraction: 0.1, seed: 0 } } });
    return { spec: example, with: changeTraining(without, { [key]: example }), without };
  };
}

const HIDDEN: readonly number[] = [...CONVOLUTIONS, HIDDEN_DENSE];

/** All activations but the last; relu is there already, so it is measured by leaving it out. */
const activationRule: TrialRule = ({ entry: { id }, baseline }) => ({
  spec: { activation: id },
  with: changeLayers(baseline, HIDDEN, { activation: id }),
  without: id === "relu" ? changeLayers(baseline, HIDDEN, { activation: "linear" }) : baseline,
});

/** A loss over classes that stand alone wants scores that do. */
const lossRule: TrialRule = (context) => {
  const trial = trainKey("loss")(context) as Trial;
  const last = context.baseline.model.layers.length - 1;
  return context.entry.id === "binaryCrossentropy"
    ? { ...trial, with: changeLayers(trial.with, [last], { activation: "sigmoid" }) }
    : trial;
};

/** How each kind of technique enters the reference CNN. */
export const TRIAL_RULES: TrialRules = {
  layer: layerRule,
  activation: activationRule,
  initializer: ({ example, baseline }) => {
    const places = [...HIDDEN, baseline.model.layers.length - 1];
    return {
      spec: example,
      with: changeLayers(baseline, places, { kernelInitializer: example }),
      without: baseline,
    };
  },
  regularizer: trainKey("regularizer"),
  constraint: trainKey("constraint"),
  optimizer: trainKey("optimizer"),
  schedule: (context) => (context.entry.id === "reduceOnPlateau" ? watched : trainKey)("schedule")(context),
  gradient: trainKey("gradients", true),
  augmentation: trainKey("augmentations", true),
  loss: lossRule,
  classWeights: trainKey("classWeights"),
  validation: () => ({ reason: "it sets images apart; what listens to them is measured" }),
  start: () => ({ reason: "it needs another training's weights" }),
  pretraining: () => ({ reason: "it leaves an encoder and no classifier" }),
  metric: () => ({ reason: "a metric measures a training and changes nothing in it" }),
  stopping: watched("stopping"),
  architecture: ({ entry: { id }, example, baseline }) => ({
    spec: example,
    with: {
      ...baseline,
      model: buildArchitecture(id as ArchitectureId, baseline.model, example[id]),
    },
    without: baseline,
  }),
};
