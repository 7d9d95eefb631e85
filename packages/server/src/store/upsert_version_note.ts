import type { Queryable } from "../postgres/database.ts";

/** Writes what people say of a version, in place of what they said before. */
export async function upsertVersionNote(
  db: Queryable,
  { versionId, text, actor }: { readonly versionId: string; readonly text: string; readonly actor: string },
): Promise<void> {
  await db.query(
    `insert into version_notes (version_id, text, actor) values ($1, $2, $3)
     on conflict (version_id) do update set text = $2, actor = $3, updated_at = now()`,
    [versionId, text, actor],
  );
}
