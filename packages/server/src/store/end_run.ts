import type { PoolClient } from "pg";
import type { Run } from "../generated/prisma/client.ts";
import { appendRunEvents } from "./append_run_events.ts";
import { runColumns } from "./find_run.ts";
import type { RunEventBody } from "./run_event.ts";

/** Why a run failed: a code to decide by, and a sentence. */
interface RunFailure {
  readonly code: string;
  readonly message: string;
}

/** How a run ends. */
export type RunEnd =
  | { readonly state: "SUCCEEDED" }
  | { readonly state: "CANCELED" }
  | { readonly state: "FAILED"; readonly failure: RunFailure };

/** Ends a locked run that is not over yet, with the events that say so. */
export async function endRun(client: PoolClient, id: string, end: RunEnd): Promise<Run> {
  const failure = end.state === "FAILED" ? end.failure : undefined;
  const { rows } = await client.query<Run>(
    `update runs
     set state = $2, failure_code = $3, failure_message = $4, finished_at = now(), updated_at = now(),
       progress = case when $2::run_state = 'SUCCEEDED' then 1 else progress end
     where id = $1 and state in ('QUEUED', 'RUNNING', 'PAUSED') returning ${runColumns}`,
    [id, end.state, failure?.code, failure?.message],
  );
  const [run] = rows;
  if (run === undefined) {
    throw new Error(`Cannot end a run as it must not be over: current value is ${id}`);
  }
  const events: RunEventBody[] = [{ type: "RunStateChanged", state: end.state, attempt: run.attempt }];
  if (failure !== undefined) {
    events.unshift({ type: "RunFailed", code: failure.code, message: failure.message });
  }
  await appendRunEvents(client, id, events);
  return { ...run, eventCount: run.eventCount + events.length };
}
