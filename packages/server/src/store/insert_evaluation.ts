import type { Evaluation, EvaluationState } from "../generated/prisma/client.ts";
import type { Queryable } from "../postgres/database.ts";

/**
 * Queues an evaluation, unless there is one of the version on the split; one that failed is queued again.
 *
 * @returns The id of the one that there is now, and whether it was queued just now.
 */
export async function insertEvaluation(
  db: Queryable,
  { versionId, datasetId, split, actor }: Pick<Evaluation, "versionId" | "datasetId" | "split" | "actor">,
): Promise<{ readonly id: string; readonly isQueued: boolean }> {
  // The update locks and gives the row also where nothing changes.
  const { rows } = await db.query<{ id: string; before: EvaluationState | null }>(
    `insert into evaluations (version_id, dataset_id, split, actor) values ($1, $2, $3, $4)
     on conflict (version_id, dataset_id, split) do update
       set state = case evaluations.state when 'FAILED' then 'QUEUED' else evaluations.state end,
         failure_message = null
     returning new.id, old.state as before`,
    [versionId, datasetId, split, actor],
  );
  const { id, before } = rows[0]!;
  return { id, isQueued: before === null || before === "FAILED" };
}
