import type { Queryable } from "../postgres/database.ts";

/** Takes tags off a run. @returns Those that it had. */
export async function deleteRunTags(
  db: Queryable,
  runId: string,
  tags: readonly string[],
): Promise<readonly string[]> {
  const { rows } = await db.query<{ name: string }>(
    "delete from run_tags where run_id = $1 and name = any($2::text[]) returning name",
    [runId, tags],
  );
  return rows.map(({ name }) => name);
}
