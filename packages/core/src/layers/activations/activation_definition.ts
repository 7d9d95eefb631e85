import type { Value } from "../../graph/value.ts";
import type { Documentation } from "../../parameters/documentation.ts";

/** One activation function: a pure function of a tensor, without parameters and weights. */
export interface ActivationDefinition<TId extends string = string> {
  /** Key in specs and in GraphQL. */
  readonly id: TId;
  /** One sentence. */
  readonly summary: string;
  /** None: forms with a parameter are layers. */
  readonly parameters: Readonly<Record<never, never>>;
  readonly documentation: Documentation;
  /** Appends it to a graph. */
  readonly build: (x: Value) => Value;
}
