import type { Queryable } from "../postgres/database.ts";

/** Pins a version, or changes the reason of its pin. @returns Whether there is such a version. */
export async function upsertVersionPin(
  db: Queryable,
  {
    versionId,
    reason,
    actor,
  }: { readonly versionId: string; readonly reason: string; readonly actor: string },
): Promise<boolean> {
  // The lock waits for a deletion under way, and then finds nothing.
  const { rowCount } = await db.query(
    `insert into version_pins (version_id, reason, actor)
     select id, $2, $3 from (select id from versions where id = $1 for key share) as found
     on conflict (version_id) do update set reason = $2, actor = $3, created_at = now()`,
    [versionId, reason, actor],
  );
  return rowCount === 1;
}

/** Takes the pin of a version away. @returns Whether it had one. */
export async function deleteVersionPin(db: Queryable, versionId: string): Promise<boolean> {
  const { rowCount } = await db.query("delete from version_pins where version_id = $1", [versionId]);
  return rowCount === 1;
}
