import type { EnumParameter, IntParameter } from "../parameters/parameter_definition.ts";
import { parseObject } from "../parameters/parse_object.ts";
import { parseParameters } from "../parameters/parse_parameters.ts";
import { parseAugmentations } from "../techniques/augmentations/parse_augmentations.ts";
import { CONSTRAINTS } from "../techniques/constraints/registry.ts";
import { OPTIMIZERS } from "../techniques/optimizers/registry.ts";
import { REGULARIZERS } from "../techniques/regularizers/registry.ts";
import { SCHEDULES } from "../techniques/schedules/registry.ts";
import { parseGradients } from "./parse_gradients.ts";
import { parseTechnique, type TechniqueChoice } from "./parse_technique.ts";
import type { LossId, TrainSpec } from "./train_spec.ts";

/** Parameters of a train spec beside its techniques. */
export const TRAIN_PARAMETERS: {
  readonly epochs: IntParameter;
  readonly batchSize: IntParameter;
  readonly loss: EnumParameter<LossId>;
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
    kind: "enum",
    typeName: "Loss",
    summary: "What training minimises.",
    values: ["sparseCategoricalCrossentropy"],
    default: "sparseCategoricalCrossentropy",
  },
};

/** Keys of a train spec that hold techniques. */
const TECHNIQUES = [
  "optimizer",
  "schedule",
  "gradients",
  "regularizer",
  "constraint",
  "augmentations",
] as const;

/**
 * Reads a train spec and fills in defaults; `{}` is five epochs of Adam.
 * @throws {SpecError} At the first thing that is not valid, with its path and value.
 */
export function parseTrainSpec(value: unknown): TrainSpec {
  const action = "Cannot read the train spec";
  const object = parseObject(value, [...Object.keys(TRAIN_PARAMETERS), ...TECHNIQUES], { action, path: "" });
  const { optimizer, schedule, gradients, regularizer, constraint, augmentations, ...scalars } = object;
  const parameters = parseParameters<Omit<TrainSpec, (typeof TECHNIQUES)[number]>>(
    scalars,
    TRAIN_PARAMETERS,
    { action, path: "" },
  );
  const one = <TSpec>(kind: string, registry: TechniqueChoice["registry"], given: unknown): TSpec =>
    parseTechnique<TSpec>(given, { action, path: kind, kind, registry });
  return {
    ...parameters,
    optimizer: one("optimizer", OPTIMIZERS, optimizer ?? { adam: {} }),
    schedule: one("schedule", SCHEDULES, schedule ?? { constant: {} }),
    gradients: parseGradients(gradients, { action, path: "gradients" }),
    regularizer: (regularizer ?? null) === null ? null : one("regularizer", REGULARIZERS, regularizer),
    constraint: (constraint ?? null) === null ? null : one("constraint", CONSTRAINTS, constraint),
    augmentations: parseAugmentations(augmentations, { action, path: "augmentations" }),
  };
}
