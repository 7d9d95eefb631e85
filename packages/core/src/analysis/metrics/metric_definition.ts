import type { EntryDefinition } from "../../parameters/entry_definition.ts";
import type { ClassScores } from "../class_scores.ts";

/** What a metric gives: a number, null where it is not defined, or rows of a table. */
export type MetricValue = number | null | readonly (readonly number[])[];

/** One metric: data plus a pure function of scores and labels. */
export interface MetricDefinition<TId extends string, TParameters> extends EntryDefinition<TId, TParameters> {
  /** @throws {DataError} If there are no examples, or scores or labels are not valid. */
  readonly measure: (given: ClassScores, parameters: TParameters) => MetricValue;
}
