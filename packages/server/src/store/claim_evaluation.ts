import type { Evaluation } from "../generated/prisma/client.ts";
import type { Queryable } from "../postgres/database.ts";

/** What a worker needs to know of an evaluation that it has. */
export interface ClaimedEvaluation
  extends Pick<Evaluation, "id" | "versionId" | "datasetId" | "split" | "attempt"> {
  /** How often it has been taken since it was queued, this time included. */
  readonly tries: number;
  /** Whether it has succeeded, and lacks but the features. */
  readonly isForFeatures: boolean;
}

/** Seconds for which a worker has an evaluation; it asks for more while it is alive. */
const lease = 30;

/** Takes the oldest evaluation that waits, or whose worker is lost; if there is none, one that lacks but the features. */
export async function claimEvaluation(db: Queryable): Promise<ClaimedEvaluation | undefined> {
  const { rows } = await db.query<ClaimedEvaluation>(
    `update evaluations set attempt = attempt + 1, leased_until = now() + interval '${lease} seconds',
       state = case state when 'SUCCEEDED' then state else 'RUNNING' end
     where id = coalesce((
       select id from evaluations
       where state = 'QUEUED' or (state = 'RUNNING' and leased_until < now())
       order by id limit 1 for update skip locked
     ), (
       select id from evaluations
       where features_asked_at is not null and (leased_until is null or leased_until < now())
       order by features_asked_at limit 1 for update skip locked
     ))
     returning id, version_id as "versionId", dataset_id as "datasetId", split, attempt, attempt - attempts_before as tries,
       state = 'SUCCEEDED' as "isForFeatures"`,
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
     where id = $1 and attempt = $2 and (state = 'RUNNING' or features_asked_at is not null)`,
    [id, attempt],
  );
  return rowCount === 1;
}
