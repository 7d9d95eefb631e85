import { InvalidInputError } from "../errors/invalid_input_error.ts";
import type { Database } from "../postgres/database.ts";
import { listEventsOfRuns } from "../store/list_events_of_runs.ts";
import { listLogEvents, type RunLogRange } from "../store/list_log_events.ts";
import type { RunEventRange } from "../store/list_run_events.ts";
import type { StoredRunEvent } from "../store/run_event.ts";
import type { LoggedEvent } from "../store/run_log.ts";
import { batchByRun } from "./batch_by_run.ts";

/** Gives a range of a run's events. */
export type RunEventLoader = (runId: string, range: RunEventRange) => Promise<readonly StoredRunEvent[]>;

/** Gives a range of the events that a run's log has lines for. */
export type RunLogLoader = (runId: string, range: RunLogRange) => Promise<readonly LoggedEvent[]>;

/** The most events of all runs of a request together. */
const mostEvents = 20_000;

/** Makes the loader of events for one request. */
export function createRunEventLoader({ database }: { readonly database: Database }): RunEventLoader {
  return batchByRun({
    load: (runIds, range) => listEventsOfRuns(database.pool, runIds, range),
    check: (runs, { limit }) => checkTotal(runs, limit, "events"),
  });
}

/** Makes the loader of logs for one request. */
export function createRunLogLoader({ database }: { readonly database: Database }): RunLogLoader {
  return batchByRun({
    load: (runIds, range) => listLogEvents(database.pool, runIds, range),
    check: (runs, { limit }) => checkTotal(runs, limit - 1, "log lines"),
  });
}

function checkTotal(runs: number, limit: number, what: string): void {
  if (runs * limit > mostEvents) {
    throw new InvalidInputError({
      path: "first",
      received: String(limit),
      message: `Cannot list the ${what} of ${runs} runs as first must be at most ${Math.floor(mostEvents / runs)} for each: current value is ${limit}`,
    });
  }
}
