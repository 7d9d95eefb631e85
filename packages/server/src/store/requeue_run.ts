import type { PoolClient } from "pg";

/** Puts a locked run back into state QUEUED, carried by the job that is named. */
export async function requeueRun(client: PoolClient, id: string, jobId: string): Promise<void> {
  await client.query(
    "update runs set state = 'QUEUED', job_id = $2, progress = 0, epoch = 0, updated_at = now() where id = $1",
    [id, jobId],
  );
}
