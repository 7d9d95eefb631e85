import type { PoolClient } from "pg";
import { deleteUnusedBlob } from "./delete_unused_blob.ts";

/** Deletes the checkpoint of a locked run with its bytes, if it has one. @returns How many there were. */
export async function deleteCheckpoint(client: PoolClient, runId: string): Promise<number> {
  const { rows } = await client.query<{ digest: string }>(
    "delete from checkpoints where run_id = $1 returning blob_digest as digest",
    [runId],
  );
  for (const { digest } of rows) {
    await deleteUnusedBlob(client, digest);
  }
  return rows.length;
}
