import type { Queryable } from "../postgres/database.ts";

/** Lists what the trials of a sweep showed at its rungs so far, in the order in which they were judged; null is no finite number. */
export async function listSweepRungs(
  db: Queryable,
  sweepId: string,
): Promise<{ readonly epoch: number; readonly value: number | null }[]> {
  const { rows } = await db.query<{ epoch: number; value: number | null }>(
    "select epoch, value from sweep_rungs where sweep_id = $1 order by created_at, number, epoch",
    [sweepId],
  );
  return rows;
}
