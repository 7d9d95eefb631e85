import type { InputOf, ParametersOf, SpecInputOf, SpecOf } from "../../parameters/entry_definition.ts";
import { registryOf } from "../../parameters/registry_of.ts";
import * as allPlainOptimizers from "./all_plain_optimizers.ts";
import type { OptimizerDefinition } from "./optimizer_definition.ts";

type Definitions = typeof allPlainOptimizers;

/** An optimizer that wraps no other, complete. */
export type PlainOptimizerSpec = SpecOf<Definitions>;

/** An optimizer that wraps no other, as a person writes it. */
export type PlainOptimizerSpecInput = SpecInputOf<Definitions>;

/** The optimizers that wrap no other, by id. */
export const PLAIN_OPTIMIZERS: {
  readonly [TId in keyof Definitions]: OptimizerDefinition<
    TId,
    ParametersOf<Definitions[TId]>,
    InputOf<Definitions[TId]>
  >;
} = registryOf(allPlainOptimizers);
