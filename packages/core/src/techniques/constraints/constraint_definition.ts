import type { Value } from "../../graph/value.ts";
import type { EntryDefinition } from "../../parameters/entry_definition.ts";

/** One constraint: what a kernel is brought to after every step. */
export interface ConstraintDefinition<TId extends string, TParameters>
  extends EntryDefinition<TId, TParameters> {
  /** The kernel as it must be; its last axis counts the outputs. */
  readonly apply: (parameters: TParameters, kernel: Value) => Value;
}
