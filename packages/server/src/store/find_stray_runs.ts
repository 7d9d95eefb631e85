import type { Run } from "../generated/prisma/client.ts";
import type { Queryable } from "../postgres/database.ts";

/** A job's state in the queue; null if there is no such job. */
type JobState = "created" | "retry" | "active" | "completed" | "cancelled" | "failed" | null;

/** A run that is not over, and whose job does not carry it. */
export interface StrayRun {
  readonly id: string;
  readonly state: Run["state"];
  readonly jobState: Exclude<JobState, "active">;
}

/**
 * Finds runs that are not over although their job is, and runs in training whose job waits for a new worker.
 *
 * It reads a table of the queue's library (pg-boss), whose version is pinned; there is no other way to ask for all runs at once.
 *
 * @param id Only this run; all runs if it is left out.
 */
export async function findStrayRuns(db: Queryable, id?: string): Promise<StrayRun[]> {
  const { rows } = await db.query<StrayRun>(
    `select run.id, run.state, job.state as "jobState"
     from runs run left join pgboss.job job on job.name = 'runs' and job.id = run.job_id::uuid
     where run.state in ('QUEUED', 'RUNNING') and ($1::text is null or run.id = $1)
       and (job.id is null or job.state in ('completed', 'cancelled', 'failed')
         or (run.state = 'RUNNING' and job.state in ('created', 'retry')))
     order by run.id limit 100`,
    [id],
  );
  return rows;
}
