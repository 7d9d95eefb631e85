import type { ParameterInput } from "../../parameters/parameter_definition.ts";
import type { RegistryEntry } from "../../parameters/registry_entry.ts";
import { type AdamParameters, adam } from "./adam.ts";
import type { OptimizerDefinition } from "./optimizer_definition.ts";

/** Every optimizer's parameters by id. */
interface OptimizerTypes {
  adam: AdamParameters;
}

/** Id of an optimizer: its key in specs and in GraphQL. */
export type OptimizerId = keyof OptimizerTypes;

/** An optimizer of a spec, complete: `{ adam: { learningRate: 0.001, ... } }`. */
export type OptimizerSpec = {
  [TId in OptimizerId]: { readonly [TKey in TId]: OptimizerTypes[TId] };
}[OptimizerId];

/** An optimizer as a person writes it: every parameter has a default. */
export type OptimizerSpecInput = {
  [TId in OptimizerId]: { readonly [TKey in TId]: ParameterInput<OptimizerTypes[TId], never> };
}[OptimizerId];

/** Every optimizer by id, simple ones first. */
export const OPTIMIZERS: { readonly [TId in OptimizerId]: OptimizerDefinition<TId, OptimizerTypes[TId]> } = {
  adam,
};

/** Ids of the optimizers in the registry's order. */
export const OPTIMIZER_IDS: readonly OptimizerId[] = Object.keys(OPTIMIZERS) as OptimizerId[];

/** The optimizers as a list for generators. */
export const optimizerRegistry: readonly RegistryEntry[] = OPTIMIZER_IDS.map(
  (id) => OPTIMIZERS[id] as unknown as RegistryEntry,
);
