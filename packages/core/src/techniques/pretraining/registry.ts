import type { ParametersOf, SpecInputOf, SpecOf } from "../../parameters/entry_definition.ts";
import type { RegistryEntry } from "../../parameters/registry_entry.ts";
import { registryOf } from "../../parameters/registry_of.ts";
import * as allPretrainings from "./all_pretrainings.ts";
import type { PretrainingDefinition } from "./pretraining_definition.ts";

type Definitions = typeof allPretrainings;

/** Id of a pretext task: its key in specs and in GraphQL. */
export type PretrainingId = keyof Definitions;

/** A pretext task of a spec, complete: `{ contrastive: { temperature: 0.5, width: 64 } }`. */
export type PretrainingSpec = SpecOf<Definitions>;

/** A pretext task as a person writes it: every parameter has a default. */
export type PretrainingSpecInput = SpecInputOf<Definitions>;

/** Every pretext task by id. */
export const PRETRAININGS: {
  readonly [TId in PretrainingId]: PretrainingDefinition<TId, ParametersOf<Definitions[TId]>>;
} = registryOf(allPretrainings);

/** The pretext tasks as a list for generators. */
export const pretrainingRegistry: readonly RegistryEntry[] = Object.values(PRETRAININGS);

/** A pretext task with its parameters, whatever its kind. */
export interface ResolvedPretraining {
  readonly definition: PretrainingDefinition<string, unknown>;
  readonly parameters: unknown;
}

/** The definition behind a pretext task of a spec. */
export function resolvePretraining(pretraining: PretrainingSpec): ResolvedPretraining {
  const [id, parameters] = Object.entries(pretraining)[0]!;
  return {
    definition: PRETRAININGS[id as PretrainingId] as unknown as PretrainingDefinition<string, unknown>,
    parameters,
  };
}
