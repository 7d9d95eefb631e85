import type { Queryable } from "../postgres/database.ts";

/**
 * Finds behind which sequence the last events of a run begin.
 *
 * @param condition A condition on `run_events`; other events do not count.
 * @param count How many of the last.
 * @returns -1 if there are no more than that.
 */
export async function findTailStart(
  db: Queryable,
  runId: string,
  { condition, count }: { readonly condition: string; readonly count: number },
): Promise<number> {
  const { rows } = await db.query<{ sequence: number }>(
    `select sequence from run_events where run_id = $1 and ${condition} order by sequence desc offset $2 limit 1`,
    [runId, count],
  );
  return rows[0]?.sequence ?? -1;
}
