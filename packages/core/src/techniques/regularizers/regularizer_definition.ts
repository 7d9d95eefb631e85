import type { Value } from "../../graph/value.ts";
import type { EntryDefinition } from "../../parameters/entry_definition.ts";

/** One regularizer: what is added to the loss for the size of a tensor. */
export interface RegularizerDefinition<TId extends string, TParameters>
  extends EntryDefinition<TId, TParameters> {
  /** The penalty of a float32 tensor of any shape, a scalar. */
  readonly penalty: (parameters: TParameters, value: Value) => Value;
}
