import type { Value } from "../../graph/value.ts";
import type { Documentation } from "../../parameters/documentation.ts";
import type { ParameterSchema } from "../../parameters/parameter_definition.ts";

/** One regularizer: what is added to the loss for the size of a tensor. */
export interface RegularizerDefinition<TId extends string, TParameters> {
  /** Key in specs and in GraphQL. */
  readonly id: TId;
  /** One sentence. */
  readonly summary: string;
  readonly parameters: ParameterSchema<TParameters>;
  readonly documentation: Documentation;
  /** The penalty of a float32 tensor of any shape, a scalar. */
  readonly penalty: (parameters: TParameters, value: Value) => Value;
}
