import type { PoolClient } from "pg";
import { appendRunEvents } from "./append_run_events.ts";
import { rewindRun } from "./rewind_run.ts";

/** Puts a locked run that is not over into state PAUSED: nothing carries it until it is resumed. */
export async function pauseRun(client: PoolClient, id: string): Promise<void> {
  await client.query(
    `update runs set state = 'PAUSED', job_id = null, pause_requested_at = null, updated_at = now() where id = $1`,
    [id],
  );
  const { attempt } = await rewindRun(client, id);
  await appendRunEvents(client, id, [{ type: "RunStateChanged", state: "PAUSED", attempt }]);
}
