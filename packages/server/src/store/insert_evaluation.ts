import type { Evaluation } from "../generated/prisma/client.ts";
import type { Queryable } from "../postgres/database.ts";

/**
 * Queues an evaluation, unless there is one of the version on the split; one that failed is queued again.
 *
 * @returns The id of the one that there is now.
 */
export async function insertEvaluation(
  db: Queryable,
  { versionId, datasetId, split, actor }: Pick<Evaluation, "versionId" | "datasetId" | "split" | "actor">,
): Promise<string> {
  // The update locks and gives the row also where nothing changes.
  const { rows } = await db.query<{ id: string }>(
    `insert into evaluations (version_id, dataset_id, split, actor) values ($1, $2, $3, $4)
     on conflict (version_id, dataset_id, split) do update
       set state = case evaluations.state when 'FAILED' then 'QUEUED' else evaluations.state end,
         failure_message = null
     returning id`,
    [versionId, datasetId, split, actor],
  );
  return rows[0]!.id;
}
