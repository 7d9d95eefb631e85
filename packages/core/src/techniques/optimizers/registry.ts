import type { OneKey } from "../../parameters/one_key.ts";
import type { ParameterInput } from "../../parameters/parameter_definition.ts";
import type { RegistryEntry } from "../../parameters/registry_entry.ts";
import { type LookaheadParameters, lookahead } from "./lookahead.ts";
import type { OptimizerDefinition } from "./optimizer_definition.ts";
import { PLAIN_OPTIMIZERS, type PlainOptimizerTypes } from "./plain_optimizers.ts";

/** Every optimizer's parameters by id. */
interface OptimizerTypes extends PlainOptimizerTypes {
  lookahead: LookaheadParameters;
}

/** Id of an optimizer: its key in specs and in GraphQL. */
export type OptimizerId = keyof OptimizerTypes;

/** An optimizer of a spec, complete: `{ adam: { learningRate: 0.001, ... } }`. */
export type OptimizerSpec = OneKey<OptimizerTypes>;

type PlainInputs = { [TId in keyof PlainOptimizerTypes]: ParameterInput<PlainOptimizerTypes[TId], never> };

/** An optimizer as a person writes it: every parameter has a default. */
export type OptimizerSpecInput = OneKey<
  PlainInputs & {
    lookahead: ParameterInput<Omit<LookaheadParameters, "optimizer">, never> & {
      readonly optimizer?: OneKey<PlainInputs> | undefined;
    };
  }
>;

/** Every optimizer by id, simple ones first. */
export const OPTIMIZERS: { readonly [TId in OptimizerId]: OptimizerDefinition<TId, OptimizerTypes[TId]> } = {
  ...PLAIN_OPTIMIZERS,
  lookahead,
};

/** Ids of the optimizers in the registry's order. */
export const OPTIMIZER_IDS: readonly OptimizerId[] = Object.keys(OPTIMIZERS) as OptimizerId[];

/** The optimizers as a list for generators. */
export const optimizerRegistry: readonly RegistryEntry[] = OPTIMIZER_IDS.map(
  (id) => OPTIMIZERS[id] as unknown as RegistryEntry,
);
