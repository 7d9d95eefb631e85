import type { Queryable } from "../postgres/database.ts";

/** Finds the version to which an alias pointed at a moment; undefined if to none. */
export async function findAliasAt(
  db: Queryable,
  { modelId, name, time }: { readonly modelId: string; readonly name: string; readonly time: Date },
): Promise<string | undefined> {
  const { rows } = await db.query<{ versionId: string | null }>(
    `select to_version_id as "versionId" from alias_moves join aliases on aliases.id = alias_id
     where model_id = $1 and name = $2 and alias_moves.created_at <= $3 order by sequence desc limit 1`,
    [modelId, name, time],
  );
  return rows[0]?.versionId ?? undefined;
}
