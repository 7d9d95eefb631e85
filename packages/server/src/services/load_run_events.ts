import { InvalidInputError } from "../errors/invalid_input_error.ts";
import type { Database } from "../postgres/database.ts";
import { listEventsOfRuns } from "../store/list_events_of_runs.ts";
import { listLogEvents, type RunLogRange } from "../store/list_log_events.ts";
import type { RunEventRange } from "../store/list_run_events.ts";
import type { StoredRunEvent } from "../store/run_event.ts";
import type { LoggedEvent } from "../store/run_log.ts";
import { loadTogether } from "./load_together.ts";

/** That of a request: what it asks for in one turn is loaded at once. */
interface LoadContext {
  readonly database: Database;
}

/** The most events of all runs of a request together. */
const mostEvents = 20_000;

/** Loads a range of a run's events; those of all runs of a list take one statement. */
export async function loadRunEvents(
  context: LoadContext,
  runId: string,
  range: RunEventRange,
): Promise<readonly StoredRunEvent[]> {
  const kind = `runEvents ${JSON.stringify(range)}`;
  return await loadTogether(context, { kind, owner: runId }, async (runIds) => {
    checkTotal(runIds.length, range.limit, "events");
    const events = await listEventsOfRuns(context.database.pool, runIds, range);
    return runIds.map((id) => events.get(id) ?? []);
  });
}

/** Loads the events that a range of a run's log has lines for; those of all runs of a list take one statement. */
export async function loadRunLog(
  context: LoadContext,
  runId: string,
  range: RunLogRange,
): Promise<readonly LoggedEvent[]> {
  const kind = `runLog ${JSON.stringify(range)}`;
  return await loadTogether(context, { kind, owner: runId }, async (runIds) => {
    checkTotal(runIds.length, range.limit - 1, "log lines");
    const events = await listLogEvents(context.database.pool, runIds, range);
    return runIds.map((id) => events.get(id) ?? []);
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
