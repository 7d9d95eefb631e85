import type { Database } from "../postgres/database.ts";
import { listEventsOfRuns } from "../store/list_events_of_runs.ts";
import type { RunEventRange } from "../store/list_run_events.ts";
import type { StoredRunEvent } from "../store/run_event.ts";

/** Gives a range of a run's events. */
export type RunEventLoader = (runId: string, range: RunEventRange) => Promise<readonly StoredRunEvent[]>;

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
        return listEventsOfRuns(database.pool, [...runIds], range);
      });
      batch = { runIds, events };
      waiting.set(key, batch);
    }
    batch.runIds.add(runId);
    return (await batch.events).get(runId) ?? [];
  };
}
