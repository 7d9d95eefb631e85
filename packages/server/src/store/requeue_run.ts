import type { PoolClient } from "pg";
import { rewindRun } from "./rewind_run.ts";

/** Puts a locked run back into state QUEUED, carried by the job that is named. */
export async function requeueRun(client: PoolClient, id: string, jobId: string): Promise<void> {
  await client.query("update runs set state = 'QUEUED', job_id = $2, updated_at = now() where id = $1", [
    id,
    jobId,
  ]);
  await rewindRun(client, id);
}
