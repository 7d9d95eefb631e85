import type { Queryable } from "../postgres/database.ts";
import { binding } from "./list_run_ids.ts";
import { runCondition } from "./run_condition.ts";
import type { RunFilter } from "./run_filter.ts";

/** Counts the runs of a filter, or only those that are older than one, without reading them. */
export async function countRuns(db: Queryable, filter: RunFilter, before?: string): Promise<number> {
  const { values, bind } = binding();
  const older = before === undefined ? "true" : `run.id < ${bind(before)}`;
  const { rows } = await db.query<{ count: number }>(
    `select count(*)::int as count from runs run where ${runCondition(filter, bind)} and ${older}`,
    values,
  );
  return rows[0]!.count;
}
