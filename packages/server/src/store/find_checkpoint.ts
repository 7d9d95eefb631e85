import type { Checkpoint } from "../generated/prisma/client.ts";
import type { Queryable } from "../postgres/database.ts";

/** The columns of a {@linkcode Checkpoint}, under its names. */
const checkpointColumns = `run_id as "runId", attempt, engine_version as "engineVersion", epoch, step, best_epoch as "bestEpoch",
  blob_digest as "blobDigest", created_at as "createdAt"`;

/** Finds the checkpoint of a run, which is its newest. */
export async function findCheckpoint(db: Queryable, runId: string): Promise<Checkpoint | undefined> {
  const { rows } = await db.query<Checkpoint>(
    `select ${checkpointColumns} from checkpoints where run_id = $1`,
    [runId],
  );
  return rows[0];
}
