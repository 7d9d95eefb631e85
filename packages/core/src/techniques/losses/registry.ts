import type { OneKey } from "../../parameters/one_key.ts";
import type { ParameterInput } from "../../parameters/parameter_definition.ts";
import type { RegistryEntry } from "../../parameters/registry_entry.ts";
import { type BinaryCrossentropyParameters, binaryCrossentropy } from "./binary_crossentropy.ts";
import { type CrossentropyParameters, categoricalCrossentropy } from "./categorical_crossentropy.ts";
import { type FocalParameters, focal } from "./focal.ts";
import type { LossDefinition } from "./loss_definition.ts";
import { type MeanSquaredErrorParameters, meanSquaredError } from "./mean_squared_error.ts";
import { sparseCategoricalCrossentropy } from "./sparse_categorical_crossentropy.ts";

/** Every loss's parameters by id. */
interface LossTypes {
  meanSquaredError: MeanSquaredErrorParameters;
  sparseCategoricalCrossentropy: CrossentropyParameters;
  categoricalCrossentropy: CrossentropyParameters;
  binaryCrossentropy: BinaryCrossentropyParameters;
  focal: FocalParameters;
}

/** Id of a loss: its key in specs and in GraphQL. */
export type LossId = keyof LossTypes;

/** A loss of a spec, complete: `{ sparseCategoricalCrossentropy: { labelSmoothing: 0 } }`. */
export type LossSpec = OneKey<LossTypes>;

/** A loss as a person writes it. */
export type LossSpecInput = OneKey<{ [TId in LossId]: ParameterInput<LossTypes[TId], never> }>;

/** Every loss by id, simple ones first. */
export const LOSSES: { readonly [TId in LossId]: LossDefinition<TId, LossTypes[TId]> } = {
  meanSquaredError,
  sparseCategoricalCrossentropy,
  categoricalCrossentropy,
  binaryCrossentropy,
  focal,
};

/** The losses as a list for generators. */
export const lossRegistry: readonly RegistryEntry[] = Object.values(
  LOSSES,
) as unknown as readonly RegistryEntry[];

/** The definition that a spec names, and its parameters. */
export function findLoss(loss: LossSpec): {
  readonly definition: LossDefinition<LossId, unknown>;
  readonly parameters: unknown;
} {
  const [id, parameters] = Object.entries(loss)[0]!;
  return { definition: LOSSES[id as LossId] as LossDefinition<LossId, unknown>, parameters };
}
