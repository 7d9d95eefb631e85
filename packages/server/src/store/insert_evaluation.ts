import type { Evaluation, EvaluationState } from "../generated/prisma/client.ts";
import type { Queryable } from "../postgres/database.ts";

/**
 * Queues an evaluation, unless there is one of the version on the split; one that failed is queued again, and of one that an older
 * server made, which kept no features, these are asked for.
 *
 * @returns The id of the one that there is now, and whether it was queued just now.
 */
export async function insertEvaluation(
  db: Queryable,
  { versionId, datasetId, split, actor }: Pick<Evaluation, "versionId" | "datasetId" | "split" | "actor">,
): Promise<{ readonly id: string; readonly isQueued: boolean }> {
  // The update locks and gives the row also where nothing changes.
  const { rows } = await db.query<{ id: string; before: EvaluationState | null; isAskedNow: boolean }>(
    `insert into evaluations (version_id, dataset_id, split, actor) values ($1, $2, $3, $4)
     on conflict (version_id, dataset_id, split) do update
       set state = case evaluations.state when 'FAILED' then 'QUEUED' else evaluations.state end,
         failure_message = null,
         attempts_before = case
           when evaluations.state = 'FAILED' or evaluations.state = 'SUCCEEDED' and evaluations.features_asked_at is null
           then evaluations.attempt else evaluations.attempts_before end,
         features_asked_at = case
           when evaluations.state = 'SUCCEEDED' and evaluations.feature_state is null
           then coalesce(evaluations.features_asked_at, now()) end
     returning new.id, old.state as before,
       new.features_asked_at is not null and old.features_asked_at is null as "isAskedNow"`,
    [versionId, datasetId, split, actor],
  );
  const { id, before, isAskedNow } = rows[0]!;
  return { id, isQueued: before === null || before === "FAILED" || isAskedNow };
}
