import type { ParameterInput } from "../../parameters/parameter_definition.ts";
import type { RegistryEntry } from "../../parameters/registry_entry.ts";
import { type EarlyStoppingParameters, type EarlyStoppingState, earlyStopping } from "./early_stopping.ts";
import type { StoppingDefinition } from "./stopping_definition.ts";

/** Every stopping rule's parameters and state by id. */
interface StoppingTypes {
  earlyStopping: { parameters: EarlyStoppingParameters; state: EarlyStoppingState };
}

/** Id of a stopping rule: its key in specs and in GraphQL. */
export type StoppingId = keyof StoppingTypes;

/** A stopping rule of a spec, complete: `{ earlyStopping: { patience: 5, ... } }`. */
export type StoppingSpec = {
  [TId in StoppingId]: { readonly [TKey in TId]: StoppingTypes[TId]["parameters"] };
}[StoppingId];

/** A stopping rule as a person writes it: every parameter has a default. */
export type StoppingSpecInput = {
  [TId in StoppingId]: { readonly [TKey in TId]: ParameterInput<StoppingTypes[TId]["parameters"], never> };
}[StoppingId];

/** Every stopping rule by id. */
export const STOPPINGS: {
  readonly [TId in StoppingId]: StoppingDefinition<
    TId,
    StoppingTypes[TId]["parameters"],
    StoppingTypes[TId]["state"]
  >;
} = { earlyStopping };

/** The stopping rules as a list for generators. */
export const stoppingRegistry: readonly RegistryEntry[] = Object.values(
  STOPPINGS,
) as unknown as readonly RegistryEntry[];
