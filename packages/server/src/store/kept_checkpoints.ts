import type { PoolClient } from "pg";
import type { KeptCheckpoint } from "../generated/prisma/client.ts";
import type { Queryable } from "../postgres/database.ts";
import { deleteUnusedBlob } from "./delete_unused_blob.ts";

/** A checkpoint to keep, whose bytes are stored already. */
export type NewKeptCheckpoint = Omit<KeptCheckpoint, "createdAt">;

/** Keeps a checkpoint of a locked run under its epoch, and of those before it only the newest ones. */
export async function keepCheckpoint(
  client: PoolClient,
  checkpoint: NewKeptCheckpoint,
  most: number,
): Promise<void> {
  const { runId, epoch, attempt, engineVersion, step, bestEpoch, blobDigest } = checkpoint;
  const { rows } = await client.query<{ digest: string }>(
    `with gone as (
       delete from kept_checkpoints where run_id = $1 and (epoch = $2 or epoch not in (
         select epoch from kept_checkpoints where run_id = $1 and epoch <> $2 order by epoch desc limit $3
       )) returning blob_digest
     )
     select distinct blob_digest as digest from gone`,
    [runId, epoch, most - 1],
  );
  await client.query(
    `insert into kept_checkpoints (run_id, epoch, attempt, engine_version, step, best_epoch, blob_digest)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [runId, epoch, attempt, engineVersion, step, bestEpoch, blobDigest],
  );
  await deleteUnused(client, rows);
}

/**
 * Deletes all kept checkpoints of a locked run, and with `newest` also the one from which it would go on, with the bytes that nothing else
 * needs.
 *
 * @returns How many there were.
 */
export async function deleteKeptCheckpoints(
  client: PoolClient,
  runId: string,
  { newest }: { readonly newest: boolean },
): Promise<number> {
  const { rows } = await client.query<{ digest: string }>(
    `with kept as (delete from kept_checkpoints where run_id = $1 returning blob_digest as digest),
       newest as (delete from checkpoints where run_id = $1 and $2 returning blob_digest as digest)
     select digest from kept union all select digest from newest`,
    [runId, newest],
  );
  await deleteUnused(client, rows);
  return rows.length;
}

/** The checkpoints that are kept of a run, the newest first. */
export async function listKeptCheckpoints(db: Queryable, runId: string): Promise<NewKeptCheckpoint[]> {
  const { rows } = await db.query<NewKeptCheckpoint>(
    `select run_id as "runId", epoch, attempt, engine_version as "engineVersion", step, best_epoch as "bestEpoch",
       blob_digest as "blobDigest"
     from kept_checkpoints where run_id = $1 order by epoch desc`,
    [runId],
  );
  return rows;
}

async function deleteUnused(client: PoolClient, rows: readonly { readonly digest: string }[]): Promise<void> {
  // In the order in which others lock them.
  for (const digest of rows.map((row) => row.digest).toSorted()) {
    await deleteUnusedBlob(client, digest);
  }
}
