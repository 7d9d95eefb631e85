import { InvalidInputError } from "../errors/invalid_input_error.ts";
import type { Database } from "../postgres/database.ts";
import { listEventsOfRuns } from "../store/list_events_of_runs.ts";
import type { RunEventRange } from "../store/list_run_events.ts";
import type { StoredRunEvent } from "../store/run_event.ts";

/** Gives a range of a run's events. */
export type RunEventLoader = (runId: string, range: RunEventRange) => Promise<readonly StoredRunEvent[]>;

/** The most events of all runs of a request together. */
const mostEvents = 20_000;

/**
 * Makes a loader for one request: whatever is asked for in the same tick, for the same range, is one statement. So a list
 * of runs with their events takes as many statements as one run does.
 */
export function createRunEventLoader({ database }: { readonly database: Database }): RunEventLoader {
  const waiting = new Map<string, { runIds: Set<string>; events: ReturnType<typeof listEventsOfRuns> }>();
  return async (runId, range) => {
    const key = `${range.after}/${range.limit}`;
    let batch = waiting.get(key);
    if (batch === undefined) {
      const runIds = new Set<string>();
      // The resolvers of a list's items run in one tick, one after the other; the statement goes out after the last.
      const events = new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
        waiting.delete(key);
        checkTotal(runIds.size, range.limit);
        return listEventsOfRuns(database.pool, [...runIds], range);
      });
      batch = { runIds, events };
      waiting.set(key, batch);
    }
    batch.runIds.add(runId);
    return (await batch.events).get(runId) ?? [];
  };
}

function checkTotal(runs: number, limit: number): void {
  if (runs * limit > mostEvents) {
    throw new InvalidInputError({
      path: "first",
      received: String(limit),
      message: `Cannot list the events of ${runs} runs as first must be at most ${Math.floor(mostEvents / runs)} for each: current value is ${limit}`,
    });
  }
}
