import type { EnumParameter, IntParameter } from "../parameters/parameter_definition.ts";
import { parseObject, parseOneKey } from "../parameters/parse_object.ts";
import { parseParameters } from "../parameters/parse_parameters.ts";
import { parseAugmentations } from "../techniques/augmentations/parse_augmentations.ts";
import { OPTIMIZER_IDS, OPTIMIZERS, type OptimizerSpec } from "../techniques/optimizers/registry.ts";
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

/**
 * Reads a train spec and fills in defaults; `{}` is five epochs of Adam.
 * @throws {SpecError} At the first thing that is not valid, with its path and value.
 */
export function parseTrainSpec(value: unknown): TrainSpec {
  const action = "Cannot read the train spec";
  const keys = [...Object.keys(TRAIN_PARAMETERS), "optimizer", "augmentations"];
  const object = parseObject(value, keys, { action, path: "" });
  const { optimizer = { adam: {} }, augmentations, ...scalars } = object;
  const parameters = parseParameters<Omit<TrainSpec, "optimizer" | "augmentations">>(
    scalars,
    TRAIN_PARAMETERS,
    {
      action,
      path: "",
    },
  );
  const [id, given] = parseOneKey(optimizer ?? { adam: {} }, OPTIMIZER_IDS, { action, path: "optimizer" });
  const definition = OPTIMIZERS[id as keyof typeof OPTIMIZERS];
  const schema = definition.parameters;
  const location = { action: `Cannot build optimizer "${id}"`, path: `optimizer.${id}` };
  return {
    ...parameters,
    optimizer: { [id]: parseParameters(given, schema, location) } as unknown as OptimizerSpec,
    augmentations: parseAugmentations(augmentations, { action, path: "augmentations" }),
  };
}
