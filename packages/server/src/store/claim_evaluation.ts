import type { Evaluation } from "../generated/prisma/client.ts";
import type { Queryable } from "../postgres/database.ts";

/** What a worker needs to know of an evaluation that it has. */
export type ClaimedEvaluation = Pick<Evaluation, "id" | "versionId" | "datasetId" | "split" | "attempt">;

/** Seconds for which a worker has an evaluation; it asks for more while it is alive. */
const lease = 30;

/** Takes the oldest evaluation that waits, or whose worker is lost. */
export async function claimEvaluation(db: Queryable): Promise<ClaimedEvaluation | undefined> {
  const { rows } = await db.query<ClaimedEvaluation>(
    `update evaluations set state = 'RUNNING', attempt = attempt + 1, leased_until = now() + interval '${lease} seconds'
     where id = (
       select id from evaluations
       where state = 'QUEUED' or (state = 'RUNNING' and leased_until < now())
       order by id limit 1 for update skip locked
     )
     returning id, version_id as "versionId", dataset_id as "datasetId", split, attempt`,
  );
  return rows[0];
}

/** Keeps an evaluation for longer. @returns Whether it still was the attempt's. */
export async function extendEvaluation(
  db: Queryable,
  { id, attempt }: Pick<ClaimedEvaluation, "id" | "attempt">,
): Promise<boolean> {
  const { rowCount } = await db.query(
    `update evaluations set leased_until = now() + interval '${lease} seconds'
     where id = $1 and attempt = $2 and state = 'RUNNING'`,
    [id, attempt],
  );
  return rowCount === 1;
}
