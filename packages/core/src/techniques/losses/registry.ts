import type { ParametersOf, SpecInputOf, SpecOf } from "../../parameters/entry_definition.ts";
import type { RegistryEntry } from "../../parameters/registry_entry.ts";
import { registryOf } from "../../parameters/registry_of.ts";
import * as allLosses from "./all_losses.ts";
import type { LossDefinition } from "./loss_definition.ts";

type Definitions = typeof allLosses;

/** Id of a loss: its key in specs and in GraphQL. */
export type LossId = keyof Definitions;

/** A loss of a spec, complete: `{ sparseCategoricalCrossentropy: { labelSmoothing: 0 } }`. */
export type LossSpec = SpecOf<Definitions>;

/** A loss as a person writes it. */
export type LossSpecInput = SpecInputOf<Definitions>;

/** Every loss by id. */
export const LOSSES: {
  readonly [TId in LossId]: LossDefinition<TId, ParametersOf<Definitions[TId]>>;
} = registryOf(allLosses);

/** The losses as a list for generators. */
export const lossRegistry: readonly RegistryEntry[] = Object.values(LOSSES);

/** The definition that a spec names, and its parameters. */
export function findLoss(loss: LossSpec): {
  readonly definition: LossDefinition<LossId, unknown>;
  readonly parameters: unknown;
} {
  const [id, parameters] = Object.entries(loss)[0]!;
  return { definition: LOSSES[id as LossId] as LossDefinition<LossId, unknown>, parameters };
}
