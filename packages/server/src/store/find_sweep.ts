import type { Sweep } from "../generated/prisma/client.ts";
import type { Queryable } from "../postgres/database.ts";

/** The columns of a {@linkcode Sweep}, under its names. */
export const sweepColumns = `id, name, variant_id as "variantId", dataset_id as "datasetId", space, method, stopping, metric,
  higher_is_better as "higherIsBetter", max_trials as "maxTrials", max_total_epochs as "maxTotalEpochs", concurrency, seed,
  training_seed as "trainingSeed", mode, state, end_reason as "endReason", failure_code as "failureCode",
  failure_message as "failureMessage", actor, running_count as "runningCount", paused_count as "pausedCount",
  finished_count as "finishedCount", stopped_count as "stoppedCount", failed_count as "failedCount", canceled_count as "canceledCount",
  total_epochs as "totalEpochs", best_number as "bestNumber", due_at as "dueAt", error_count as "errorCount",
  created_at as "createdAt", finished_at as "finishedAt"`;

/** Finds a sweep by its id. */
export async function findSweep(db: Queryable, id: string): Promise<Sweep | undefined> {
  const { rows } = await db.query<Sweep>(`select ${sweepColumns} from sweeps where id = $1`, [id]);
  return rows[0];
}
