import type { Queryable } from "../postgres/database.ts";

/** Tags, and who puts them there. */
export interface NewTags {
  readonly tags: readonly string[];
  /** @default {"anonymous"} */
  readonly actor?: string | undefined;
}

/** Puts tags on a run; those that it has stay as they are. @returns Those that are new. */
export async function insertRunTags(
  db: Queryable,
  runId: string,
  { tags, actor = "anonymous" }: NewTags,
): Promise<readonly string[]> {
  if (tags.length === 0) {
    return [];
  }
  const { rows } = await db.query<{ name: string }>(
    `insert into run_tags (run_id, name, actor) select $1, name, $3 from unnest($2::text[]) name
     on conflict do nothing returning name`,
    [runId, tags, actor],
  );
  return rows.map(({ name }) => name);
}
