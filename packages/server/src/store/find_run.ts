import type { Run } from "../generated/prisma/client.ts";
import type { Queryable } from "../postgres/database.ts";

/** The columns of a {@linkcode Run}, under its names. */
export const runColumns = `id, variant_id as "variantId", dataset_id as "datasetId", parent_id as "parentId", seed, mode, engine,
  engine_version as "engineVersion", machine, actor, origin_kind as "originKind", origin_id as "originId", state, attempt,
  job_id as "jobId", epochs, epoch, best_epoch as "bestEpoch", progress, keep_checkpoints as "keepCheckpoints", event_count as "eventCount",
  cancel_requested_at as "cancelRequestedAt", pause_requested_at as "pauseRequestedAt", started_at as "startedAt", finished_at as "finishedAt",
  failure_code as "failureCode", failure_message as "failureMessage", created_at as "createdAt",
  updated_at as "updatedAt"`;

/** Finds a run by its id. */
export async function findRun(db: Queryable, id: string): Promise<Run | undefined> {
  const { rows } = await db.query<Run>(`select ${runColumns} from runs where id = $1`, [id]);
  return rows[0];
}
