import type { InputOf, ParametersOf, SpecInputOf, SpecOf } from "../../parameters/entry_definition.ts";
import type { RegistryEntry } from "../../parameters/registry_entry.ts";
import { registryOf } from "../../parameters/registry_of.ts";
import * as allOptimizers from "./all_optimizers.ts";
import type { OptimizerDefinition } from "./optimizer_definition.ts";

type Definitions = typeof allOptimizers;

/** Id of an optimizer: its key in specs and in GraphQL. */
export type OptimizerId = keyof Definitions;

/** An optimizer of a spec, complete: `{ adam: { learningRate: 0.001, ... } }`. */
export type OptimizerSpec = SpecOf<Definitions>;

/** An optimizer as a person writes it: every parameter has a default. */
export type OptimizerSpecInput = SpecInputOf<Definitions>;

/** Every optimizer by id. */
export const OPTIMIZERS: {
  readonly [TId in OptimizerId]: OptimizerDefinition<
    TId,
    ParametersOf<Definitions[TId]>,
    InputOf<Definitions[TId]>
  >;
} = registryOf(allOptimizers);

/** Ids of the optimizers in the registry's order. */
export const OPTIMIZER_IDS: readonly OptimizerId[] = Object.keys(OPTIMIZERS) as OptimizerId[];

/** The optimizers as a list for generators. */
export const optimizerRegistry: readonly RegistryEntry[] = Object.values(OPTIMIZERS);
