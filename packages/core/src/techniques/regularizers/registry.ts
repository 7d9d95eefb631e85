import type { Value } from "../../graph/value.ts";
import type { OneKey } from "../../parameters/one_key.ts";
import type { ParameterInput } from "../../parameters/parameter_definition.ts";
import type { RegistryEntry } from "../../parameters/registry_entry.ts";
import { type FactorParameters, l1 } from "./l1.ts";
import { type L1l2Parameters, l1l2 } from "./l1l2.ts";
import { l2 } from "./l2.ts";
import type { RegularizerDefinition } from "./regularizer_definition.ts";

/** Every regularizer's parameters by id. */
interface RegularizerTypes {
  l1: FactorParameters;
  l2: FactorParameters;
  l1l2: L1l2Parameters;
}

/** A regularizer of a spec, complete: `{ l2: { factor: 0.01 } }`. */
export type RegularizerSpec = OneKey<RegularizerTypes>;

/** A regularizer as a person writes it. */
export type RegularizerSpecInput = OneKey<{
  [TId in keyof RegularizerTypes]: ParameterInput<RegularizerTypes[TId], never>;
}>;

/** Every regularizer by id, simple ones first. */
export const REGULARIZERS: {
  readonly [TId in keyof RegularizerTypes]: RegularizerDefinition<TId, RegularizerTypes[TId]>;
} = { l1, l2, l1l2 };

/** The regularizers as a list for generators. */
export const regularizerRegistry: readonly RegistryEntry[] = Object.values(
  REGULARIZERS,
) as unknown as readonly RegistryEntry[];

/** The penalty of a tensor, a scalar to add to the loss. */
export function penaltyOf(regularizer: RegularizerSpec, value: Value): Value {
  const [id, parameters] = Object.entries(regularizer)[0]!;
  return REGULARIZERS[id as keyof RegularizerTypes].penalty(parameters as never, value);
}
