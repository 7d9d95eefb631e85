import type { Documentation } from "../../parameters/documentation.ts";
import type { ParameterSchema } from "../../parameters/parameter_definition.ts";
import type { ClassScores } from "../class_scores.ts";

/** What a metric gives: a number, null where it is not defined, or rows of a table. */
export type MetricValue = number | null | readonly (readonly number[])[];

/** Parameters of a metric that has none. */
export type NoParameters = Readonly<Record<never, never>>;

/** One metric: data plus a pure function of scores and labels. */
export interface MetricDefinition<TId extends string, TParameters> {
  /** Key in specs and in GraphQL. */
  readonly id: TId;
  /** One sentence. */
  readonly summary: string;
  readonly parameters: ParameterSchema<TParameters>;
  readonly documentation: Documentation;
  /** @throws {DataError} If there are no examples, or scores or labels are not valid. */
  readonly measure: (given: ClassScores, parameters: TParameters) => MetricValue;
}
