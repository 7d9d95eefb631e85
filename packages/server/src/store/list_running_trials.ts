import type { Queryable } from "../postgres/database.ts";

/** Lists the trials of a sweep that are under way or paused, in the order in which runs are locked. */
export async function listRunningTrials(
  db: Queryable,
  sweepId: string,
): Promise<{ readonly number: number; readonly runId: string }[]> {
  const { rows } = await db.query<{ number: number; runId: string }>(
    `select number, run_id as "runId" from sweep_trials
     where sweep_id = $1 and state in ('RUNNING', 'PAUSED') and run_id is not null order by number`,
    [sweepId],
  );
  return rows;
}
