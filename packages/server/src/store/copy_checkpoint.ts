import type { PoolClient } from "pg";

/**
 * Gives a new run the checkpoint of a locked run: it begins there.
 *
 * @returns Whether there is one.
 */
export async function copyCheckpoint(client: PoolClient, fromId: string, toId: string): Promise<boolean> {
  // The bytes stay: they are only deleted under the lock of the run that has them.
  const { rowCount } = await client.query(
    `insert into checkpoints (run_id, attempt, engine_version, epoch, step, best_epoch, blob_digest)
     select $2, 0, engine_version, epoch, step, best_epoch, blob_digest from checkpoints where run_id = $1`,
    [fromId, toId],
  );
  return rowCount === 1;
}
