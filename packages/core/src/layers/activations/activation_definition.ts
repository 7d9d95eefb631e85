import type { Value } from "../../graph/value.ts";
import type { Documentation } from "../../parameters/documentation.ts";
import type { NoParameters } from "../../parameters/entry_definition.ts";

/** One activation function: a pure function of a tensor, without parameters and weights. */
export interface ActivationDefinition<TId extends string> {
  /** Key in specs and in GraphQL. */
  readonly id: TId;
  /** One sentence. */
  readonly summary: string;
  /** None: forms with a parameter are layers. */
  readonly parameters: NoParameters;
  /** Its example is a layer, as it has no key of its own. */
  readonly documentation: Documentation<{ readonly activation: { readonly function: TId } }>;
  /** Appends it to a graph. */
  readonly build: (x: Value) => Value;
}
