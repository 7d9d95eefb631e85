import type { Queryable } from "../postgres/database.ts";

/** Takes tags off a run. */
export async function deleteRunTags(db: Queryable, runId: string, tags: readonly string[]): Promise<void> {
  await db.query("delete from run_tags where run_id = $1 and name = any($2::text[])", [runId, tags]);
}
