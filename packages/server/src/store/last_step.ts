import type { Queryable } from "../postgres/database.ts";

/** The step of the newest figures of a run; 0 if there are none. */
export async function lastStep(db: Queryable, runId: string): Promise<number> {
  const { rows } = await db.query<{ step: number }>(
    "select coalesce(max(step), 0) as step from run_metrics where run_id = $1",
    [runId],
  );
  return rows[0]!.step;
}
