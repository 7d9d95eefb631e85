import type { IntParameter, TechniqueParameter } from "../parameters/parameter_definition.ts";
import { parseObject } from "../parameters/parse_object.ts";
import { parseParameters } from "../parameters/parse_parameters.ts";
import { parseAugmentations } from "../techniques/augmentations/parse_augmentations.ts";
import { CLASS_WEIGHTS } from "../techniques/class_weights/registry.ts";
import { CONSTRAINTS } from "../techniques/constraints/registry.ts";
import { LOSSES } from "../techniques/losses/registry.ts";
import { OPTIMIZERS } from "../techniques/optimizers/registry.ts";
import { PRETRAININGS } from "../techniques/pretraining/registry.ts";
import { REGULARIZERS } from "../techniques/regularizers/registry.ts";
import { SCHEDULES } from "../techniques/schedules/registry.ts";
import { STARTS } from "../techniques/starts/registry.ts";
import { STOPPINGS } from "../techniques/stopping/registry.ts";
import { VALIDATIONS } from "../techniques/validation/registry.ts";
import { checkPretraining } from "./check_pretraining.ts";
import { checkValidation } from "./check_validation.ts";
import { parseGradients } from "./parse_gradients.ts";
import { parseTechnique } from "./parse_technique.ts";
import type { TrainSpec } from "./train_spec.ts";

/** Parameters of a train spec beside its techniques. */
export const TRAIN_PARAMETERS: {
  readonly epochs: IntParameter;
  readonly batchSize: IntParameter;
  readonly loss: TechniqueParameter;
  readonly schedule: TechniqueParameter;
  readonly regularizer: TechniqueParameter;
  readonly constraint: TechniqueParameter;
  readonly start: TechniqueParameter;
  readonly classWeights: TechniqueParameter;
  readonly validation: TechniqueParameter;
  readonly stopping: TechniqueParameter;
  readonly pretraining: TechniqueParameter;
} = {
  epochs: {
    kind: "int",
    summary: "Passes over the training images.",
    minimum: 1,
    maximum: 10_000,
    default: 5,
  },
  batchSize: { kind: "int", summary: "Images a step.", minimum: 1, maximum: 65_536, default: 64 },
  loss: {
    kind: "technique",
    typeName: "Loss",
    summary: "What training minimises.",
    registry: LOSSES,
    default: { sparseCategoricalCrossentropy: {} },
  },
  schedule: {
    kind: "technique",
    typeName: "Schedule",
    summary: "How the optimizer's rate changes from step to step.",
    registry: SCHEDULES,
    default: { constant: {} },
  },
  regularizer: {
    kind: "technique",
    typeName: "Regularizer",
    summary: "What the size of all kernels (weights of two and more axes) adds to the loss.",
    registry: REGULARIZERS,
    default: null,
  },
  constraint: {
    kind: "technique",
    typeName: "Constraint",
    summary: "What all kernels are brought to after each step.",
    registry: CONSTRAINTS,
    default: null,
  },
  start: {
    kind: "technique",
    typeName: "Start",
    summary: "Where the first weights come from; null: from the seed alone.",
    registry: STARTS,
    default: null,
  },
  classWeights: {
    kind: "technique",
    typeName: "ClassWeights",
    summary: "How much the examples of each class count in the loss; null: all the same.",
    registry: CLASS_WEIGHTS,
    default: null,
  },
  validation: {
    kind: "technique",
    typeName: "Validation",
    summary:
      "Which images a training is watched on; null: none, and the test images are evaluated after each epoch.",
    registry: VALIDATIONS,
    default: null,
  },
  stopping: {
    kind: "technique",
    typeName: "Stopping",
    summary: "When training ends before its last epoch, and which weights it leaves; needs a validation.",
    registry: STOPPINGS,
    default: null,
  },
  pretraining: {
    kind: "technique",
    typeName: "Pretraining",
    summary:
      "What the encoder (all layers before the head, the last one with weights) learns without labels, in place of the classes; losses and accuracies are then those of this task. Null: nothing, the classes are learned.",
    registry: PRETRAININGS,
    default: null,
  },
};

/** Keys of a train spec that are not among its parameters. */
const OTHERS = ["optimizer", "gradients", "augmentations"] as const;

/**
 * Reads a train spec and fills in defaults; `{}` is five epochs of Adam.
 * @throws {SpecError} At the first thing that is not valid, with its path and value.
 */
export function parseTrainSpec(value: unknown): TrainSpec {
  const action = "Cannot read the train spec";
  const location = { action, path: "" };
  const object = parseObject(value, [...Object.keys(TRAIN_PARAMETERS), ...OTHERS], location);
  const { optimizer, gradients, augmentations, ...parameters } = object;
  const spec: TrainSpec = {
    ...parseParameters<Omit<TrainSpec, (typeof OTHERS)[number]>>(parameters, TRAIN_PARAMETERS, location),
    optimizer: parseTechnique(optimizer ?? { adam: {} }, {
      action,
      path: "optimizer",
      kind: "optimizer",
      registry: OPTIMIZERS,
    }),
    gradients: parseGradients(gradients, { action, path: "gradients" }),
    augmentations: parseAugmentations(augmentations, { action, path: "augmentations" }),
  };
  checkValidation(spec, action);
  if (spec.pretraining !== null) {
    checkPretraining(spec, action);
  }
  return spec;
}
