import type { OneKey } from "../../parameters/one_key.ts";
import type { ParameterInput } from "../../parameters/parameter_definition.ts";
import type { RegistryEntry } from "../../parameters/registry_entry.ts";
import { type AdadeltaParameters, adadelta } from "./adadelta.ts";
import { type AdagradParameters, adagrad } from "./adagrad.ts";
import { type AdamParameters, adam } from "./adam.ts";
import { adamax } from "./adamax.ts";
import { type AdamwParameters, adamw } from "./adamw.ts";
import { amsgrad } from "./amsgrad.ts";
import { type LionParameters, lion } from "./lion.ts";
import { type MomentumParameters, momentum } from "./momentum.ts";
import { type MuonParameters, muon } from "./muon.ts";
import { nadam } from "./nadam.ts";
import { nesterov } from "./nesterov.ts";
import type { OptimizerDefinition } from "./optimizer_definition.ts";
import { type RmspropParameters, rmsprop } from "./rmsprop.ts";
import { type SgdParameters, sgd } from "./sgd.ts";

/** Every optimizer's parameters by id. */
interface OptimizerTypes {
  sgd: SgdParameters;
  momentum: MomentumParameters;
  nesterov: MomentumParameters;
  rmsprop: RmspropParameters;
  adagrad: AdagradParameters;
  adadelta: AdadeltaParameters;
  adam: AdamParameters;
  adamw: AdamwParameters;
  adamax: AdamParameters;
  nadam: AdamParameters;
  amsgrad: AdamParameters;
  lion: LionParameters;
  muon: MuonParameters;
}

/** Id of an optimizer: its key in specs and in GraphQL. */
export type OptimizerId = keyof OptimizerTypes;

/** An optimizer of a spec, complete: `{ adam: { learningRate: 0.001, ... } }`. */
export type OptimizerSpec = OneKey<OptimizerTypes>;

/** An optimizer as a person writes it: every parameter has a default. */
export type OptimizerSpecInput = OneKey<{
  [TId in OptimizerId]: ParameterInput<OptimizerTypes[TId], never>;
}>;

/** Every optimizer by id, simple ones first. */
export const OPTIMIZERS: { readonly [TId in OptimizerId]: OptimizerDefinition<TId, OptimizerTypes[TId]> } = {
  sgd,
  momentum,
  nesterov,
  rmsprop,
  adagrad,
  adadelta,
  adam,
  adamw,
  adamax,
  nadam,
  amsgrad,
  lion,
  muon,
};

/** Ids of the optimizers in the registry's order. */
export const OPTIMIZER_IDS: readonly OptimizerId[] = Object.keys(OPTIMIZERS) as OptimizerId[];

/** The optimizers as a list for generators. */
export const optimizerRegistry: readonly RegistryEntry[] = OPTIMIZER_IDS.map(
  (id) => OPTIMIZERS[id] as unknown as RegistryEntry,
);
