import type { OneKey } from "../../parameters/one_key.ts";
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

/** Parameters of the optimizers that wrap no other, by id. */
export interface PlainOptimizerTypes {
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

/** An optimizer that wraps no other, complete. */
export type PlainOptimizerSpec = OneKey<PlainOptimizerTypes>;

/** The optimizers that wrap no other, simple ones first. */
export const PLAIN_OPTIMIZERS: {
  readonly [TId in keyof PlainOptimizerTypes]: OptimizerDefinition<TId, PlainOptimizerTypes[TId]>;
} = {
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
