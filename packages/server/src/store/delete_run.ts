import type { PoolClient } from "pg";
import { deleteUnusedBlob } from "./delete_unused_blob.ts";
import type { HeldRun } from "./hold_run_to_delete.ts";

/**
 * Deletes a run that is held and that nothing needs, with all that is its own: events, metrics, checkpoints, tags, its
 * version with what was said and evaluated of that, and the bytes that nothing else has.
 *
 * @returns The id of the version; null if it had none.
 */
export async function deleteRun(
  client: PoolClient,
  id: string,
  { digests, actor }: HeldRun & { readonly actor: string },
): Promise<string | null> {
  const { rows } = await client.query<{ id: string }>(
    `with gone as (delete from versions where run_id = $1 returning id, model_id, run_id, digest)
     insert into deleted_versions (id, model_id, run_id, digest, actor) select id, model_id, run_id, digest, $2 from gone
     returning id`,
    [id, actor],
  );
  await client.query("delete from runs where id = $1", [id]);
  for (const digest of digests) {
    await deleteUnusedBlob(client, digest);
  }
  return rows[0]?.id ?? null;
}
