import type { PoolClient } from "pg";
import { notifyRun } from "./notify_run.ts";
import type { RunEventBody } from "./run_event.ts";

/**
 * Appends events to a run, as of the attempt that its row has, and wakes its watchers when the transaction commits.
 *
 * The row of the run counts its events, and its lock orders their writers: so there are no gaps and no doubles, and
 * whoever sees an event can see all before it.
 */
export async function appendRunEvents(
  client: PoolClient,
  runId: string,
  events: readonly RunEventBody[],
): Promise<void> {
  if (events.length === 0) {
    return;
  }
  await client.query(
    `with run as (
       update runs set event_count = event_count + $2, updated_at = now() where id = $1
       returning event_count - $2 as first, attempt
     )
     insert into run_events (run_id, sequence, type, payload, created_at)
     select $1, run.first + event.position - 1, event.value ->> 'type',
       jsonb_build_object('attempt', run.attempt) || (event.value - 'type'), clock_timestamp()
     from run, jsonb_array_elements($3::jsonb) with ordinality as event (value, position)`,
    [runId, events.length, JSON.stringify(events)],
  );
  await notifyRun(client, `events:${runId}`);
}
