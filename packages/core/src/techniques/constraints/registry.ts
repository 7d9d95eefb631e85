import type { OneKey } from "../../parameters/one_key.ts";
import type { ParameterInput } from "../../parameters/parameter_definition.ts";
import type { RegistryEntry } from "../../parameters/registry_entry.ts";
import type { UpdateContext } from "../optimizers/optimizer_definition.ts";
import type { ConstraintDefinition } from "./constraint_definition.ts";
import { type MaxNormParameters, maxNorm } from "./max_norm.ts";

/** Every constraint's parameters by id. */
interface ConstraintTypes {
  maxNorm: MaxNormParameters;
}

/** A constraint of a spec, complete: `{ maxNorm: { limit: 2 } }`. */
export type ConstraintSpec = OneKey<ConstraintTypes>;

/** A constraint as a person writes it. */
export type ConstraintSpecInput = OneKey<{
  [TId in keyof ConstraintTypes]: ParameterInput<ConstraintTypes[TId], never>;
}>;

/** Every constraint by id. */
export const CONSTRAINTS: {
  readonly [TId in keyof ConstraintTypes]: ConstraintDefinition<TId, ConstraintTypes[TId]>;
} = { maxNorm };

/** The constraints as a list for generators. */
export const constraintRegistry: readonly RegistryEntry[] = Object.values(
  CONSTRAINTS,
) as unknown as readonly RegistryEntry[];

/** Brings kernels (weights of two and more axes) to a constraint before they are set. */
export function constrainKernels(constraint: ConstraintSpec | null, context: UpdateContext): UpdateContext {
  if (constraint === null) {
    return context;
  }
  const [id, parameters] = Object.entries(constraint)[0]!;
  const { apply } = CONSTRAINTS[id as keyof ConstraintTypes];
  return {
    ...context,
    assign: (weight, value) =>
      context.assign(weight, value.shape.length < 2 ? value : apply(parameters as never, value)),
  };
}
