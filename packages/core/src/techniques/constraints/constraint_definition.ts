import type { Value } from "../../graph/value.ts";
import type { Documentation } from "../../parameters/documentation.ts";
import type { ParameterSchema } from "../../parameters/parameter_definition.ts";

/** One constraint: what a kernel is brought to after every step. */
export interface ConstraintDefinition<TId extends string, TParameters> {
  /** Key in specs and in GraphQL. */
  readonly id: TId;
  /** One sentence. */
  readonly summary: string;
  readonly parameters: ParameterSchema<TParameters>;
  readonly documentation: Documentation;
  /** The kernel as it must be; its last axis counts the outputs. */
  readonly apply: (parameters: TParameters, kernel: Value) => Value;
}
