import type { ParametersOf, SpecInputOf, SpecOf } from "../../parameters/entry_definition.ts";
import type { RegistryEntry } from "../../parameters/registry_entry.ts";
import { registryOf } from "../../parameters/registry_of.ts";
import type { UpdateContext } from "../optimizers/optimizer_definition.ts";
import * as allConstraints from "./all_constraints.ts";
import type { ConstraintDefinition } from "./constraint_definition.ts";

type Definitions = typeof allConstraints;

/** A constraint of a spec, complete: `{ maxNorm: { limit: 2 } }`. */
export type ConstraintSpec = SpecOf<Definitions>;

/** A constraint as a person writes it. */
export type ConstraintSpecInput = SpecInputOf<Definitions>;

/** Every constraint by id. */
export const CONSTRAINTS: {
  readonly [TId in keyof Definitions]: ConstraintDefinition<TId, ParametersOf<Definitions[TId]>>;
} = registryOf(allConstraints);

/** The constraints as a list for generators. */
export const constraintRegistry: readonly RegistryEntry[] = Object.values(CONSTRAINTS);

/** Brings kernels (weights of two and more axes) to a constraint before they are set. */
export function constrainKernels(constraint: ConstraintSpec | null, context: UpdateContext): UpdateContext {
  if (constraint === null) {
    return context;
  }
  const [id, parameters] = Object.entries(constraint)[0]!;
  const { apply } = CONSTRAINTS[id as keyof Definitions];
  return {
    ...context,
    assign: (weight, value) =>
      context.assign(weight, value.shape.length < 2 ? value : apply(parameters as never, value)),
  };
}
