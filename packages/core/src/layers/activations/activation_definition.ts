import type { Value } from "../../graph/value.ts";

/** One activation function. */
export interface ActivationDefinition<TId extends string = string> {
  readonly id: TId;
  /** One sentence. */
  readonly summary: string;
  readonly formula: string;
  /** Appends it to a graph. */
  readonly build: (x: Value) => Value;
}
