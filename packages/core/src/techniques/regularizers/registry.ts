import type { Value } from "../../graph/value.ts";
import type { ParametersOf, SpecInputOf, SpecOf } from "../../parameters/entry_definition.ts";
import type { RegistryEntry } from "../../parameters/registry_entry.ts";
import { registryOf } from "../../parameters/registry_of.ts";
import * as allRegularizers from "./all_regularizers.ts";
import type { RegularizerDefinition } from "./regularizer_definition.ts";

type Definitions = typeof allRegularizers;

/** A regularizer of a spec, complete: `{ l2: { factor: 0.01 } }`. */
export type RegularizerSpec = SpecOf<Definitions>;

/** A regularizer as a person writes it. */
export type RegularizerSpecInput = SpecInputOf<Definitions>;

/** Every regularizer by id. */
export const REGULARIZERS: {
  readonly [TId in keyof Definitions]: RegularizerDefinition<TId, ParametersOf<Definitions[TId]>>;
} = registryOf(allRegularizers);

/** The regularizers as a list for generators. */
export const regularizerRegistry: readonly RegistryEntry[] = Object.values(REGULARIZERS);

/** The penalty of a tensor, a scalar to add to the loss. */
export function penaltyOf(regularizer: RegularizerSpec, value: Value): Value {
  const [id, parameters] = Object.entries(regularizer)[0]!;
  return REGULARIZERS[id as keyof Definitions].penalty(parameters as never, value);
}
