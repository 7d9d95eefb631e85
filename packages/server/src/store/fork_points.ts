import type { PoolClient } from "pg";
import type { ForkPoint } from "../generated/prisma/client.ts";
import type { Queryable } from "../postgres/database.ts";

/** Notes where a new run begins. Its bytes are those of a checkpoint of a locked run, so they are there. */
export async function insertForkPoint(client: PoolClient, point: ForkPoint): Promise<void> {
  const { runId, variantId, engineVersion, epoch, step, bestEpoch, blobDigest } = point;
  await client.query(
    `insert into fork_points (run_id, variant_id, engine_version, epoch, step, best_epoch, blob_digest)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [runId, variantId, engineVersion, epoch, step, bestEpoch, blobDigest],
  );
}

/** Lets a new run begin where another one began; nothing, if that is no fork. Nobody deletes a fork point but with its run. */
export async function copyForkPoint(client: PoolClient, fromId: string, toId: string): Promise<void> {
  await client.query(
    `insert into fork_points (run_id, variant_id, engine_version, epoch, step, best_epoch, blob_digest)
     select $2, variant_id, engine_version, epoch, step, best_epoch, blob_digest from fork_points where run_id = $1`,
    [fromId, toId],
  );
}

/** Finds where a forked run begins; undefined if the run is no fork. */
export async function findForkPoint(db: Queryable, runId: string): Promise<ForkPoint | undefined> {
  const { rows } = await db.query<ForkPoint>(
    `select run_id as "runId", variant_id as "variantId", engine_version as "engineVersion", epoch, step,
       best_epoch as "bestEpoch", blob_digest as "blobDigest"
     from fork_points where run_id = $1`,
    [runId],
  );
  return rows[0];
}
