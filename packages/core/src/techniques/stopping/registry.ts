import type { ParametersOf, SpecInputOf, SpecOf } from "../../parameters/entry_definition.ts";
import type { RegistryEntry } from "../../parameters/registry_entry.ts";
import { registryOf } from "../../parameters/registry_of.ts";
import * as allStoppings from "./all_stoppings.ts";
import type { StoppingDefinition } from "./stopping_definition.ts";

type Definitions = typeof allStoppings;

/** What a rule remembers from epoch to epoch. */
type StateOf<TDefinition> =
  TDefinition extends StoppingDefinition<string, infer _TParameters, infer TState> ? TState : never;

/** Id of a stopping rule: its key in specs and in GraphQL. */
export type StoppingId = keyof Definitions;

/** A stopping rule of a spec, complete: `{ earlyStopping: { patience: 5, ... } }`. */
export type StoppingSpec = SpecOf<Definitions>;

/** A stopping rule as a person writes it: every parameter has a default. */
export type StoppingSpecInput = SpecInputOf<Definitions>;

/** Every stopping rule by id. */
export const STOPPINGS: {
  readonly [TId in StoppingId]: StoppingDefinition<
    TId,
    ParametersOf<Definitions[TId]>,
    StateOf<Definitions[TId]>
  >;
} = registryOf(allStoppings);

/** The stopping rules as a list for generators. */
export const stoppingRegistry: readonly RegistryEntry[] = Object.values(STOPPINGS);
