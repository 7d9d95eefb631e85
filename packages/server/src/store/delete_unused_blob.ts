import type { PoolClient } from "pg";

/**
 * Deletes a blob, unless something still refers to it.
 *
 * Use it after the row that referred to it is gone, in the same transaction: then no bytes are left that nobody needs.
 */
export async function deleteUnusedBlob(client: PoolClient, digest: string): Promise<void> {
  // Whoever is about to refer to the blob holds its lock (`insertBlob`): what the next statement sees is the truth.
  await client.query("select from blobs where digest = $1 for update", [digest]);
  // A reference that is not named here makes the database refuse: nothing is lost, and a test asks for it.
  await client.query(
    `delete from blobs where digest = $1
       and not exists (select from checkpoints where blob_digest = $1)
       and not exists (select from kept_checkpoints where blob_digest = $1)
       and not exists (select from fork_points where blob_digest = $1)
       and not exists (select from versions where artifact_digest = $1)
       and not exists (
         select from datasets where $1 in (train_images, train_labels, test_images, test_labels, validation_images, validation_labels)
       )`,
    [digest],
  );
}
