import type { PoolClient } from "pg";
import type { Checkpoint } from "../generated/prisma/client.ts";
import { deleteUnusedBlob } from "./delete_unused_blob.ts";
import { findCheckpoint } from "./find_checkpoint.ts";

/** A checkpoint whose bytes are stored already. */
export type NewCheckpoint = Omit<Checkpoint, "createdAt">;

/** Makes this the checkpoint of a locked run, in the place of the one that it has, whose bytes are deleted. */
export async function replaceCheckpoint(client: PoolClient, checkpoint: NewCheckpoint): Promise<void> {
  const { runId, attempt, engineVersion, epoch, step, bestEpoch, blobDigest } = checkpoint;
  const before = await findCheckpoint(client, runId);
  await client.query(
    `insert into checkpoints (run_id, attempt, epoch, step, best_epoch, blob_digest, engine_version)
     values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (run_id) do update set attempt = excluded.attempt, epoch = excluded.epoch, step = excluded.step,
       best_epoch = excluded.best_epoch, blob_digest = excluded.blob_digest,
       engine_version = excluded.engine_version, created_at = now()`,
    [runId, attempt, epoch, step, bestEpoch, blobDigest, engineVersion],
  );
  if (before !== undefined && before.blobDigest !== blobDigest) {
    await deleteUnusedBlob(client, before.blobDigest);
  }
}
