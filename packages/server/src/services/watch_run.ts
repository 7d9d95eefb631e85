import { NotFoundError } from "../errors/not_found_error.ts";
import type { RunEventHub } from "../jobs/run_event_hub.ts";
import type { Database } from "../postgres/database.ts";
import { findRun } from "../store/find_run.ts";
import { listRunEvents } from "../store/list_run_events.ts";
import type { StoredRunEvent } from "../store/run_event.ts";
import { isFinal } from "../store/run_state.ts";

/** What watching needs. */
export interface WatchContext {
  readonly database: Database;
  readonly events: RunEventHub;
}

/** Options of {@linkcode watchRun}. */
export interface WatchRunOptions {
  /** The sequence of the last event that is known already. @default {-1, which is before the first} */
  readonly after?: number | undefined;
  /** Ends the events. */
  readonly signal?: AbortSignal | undefined;
}

/** Events that one statement reads. */
const pageSize = 500;

/**
 * Follows a run: first what has happened already, then what happens, each event once, in order and without gaps.
 *
 * It ends after the run's last event, at once if the run is over and all is known; and early, between two events, when the
 * signal is aborted or the hub closes. Returning it while it waits wakes it, so nothing of it is left.
 *
 * @throws {NotFoundError} At the first event, if there is no such run.
 */
export function watchRun(
  context: WatchContext,
  runId: string,
  { after = -1, signal }: WatchRunOptions = {},
): AsyncGenerator<StoredRunEvent, void> {
  const returned = new AbortController();
  const signals = [returned.signal, context.events.closed, ...(signal === undefined ? [] : [signal])];
  const events = follow(context, runId, { after, signal: AbortSignal.any(signals) });
  const iterator: AsyncGenerator<StoredRunEvent, void> = {
    next: () => events.next(),
    // A generator that waits hears of its return only when it goes on.
    return: (value) => {
      returned.abort();
      return events.return(value);
    },
    throw: (error) => {
      returned.abort();
      return events.throw(error);
    },
    [Symbol.asyncIterator]: () => iterator,
    [Symbol.asyncDispose]: async () => {
      await iterator.return();
    },
  };
  return iterator;
}

async function* follow(
  { database, events }: WatchContext,
  runId: string,
  { after, signal }: { readonly after: number; readonly signal: AbortSignal },
): AsyncGenerator<StoredRunEvent, void> {
  let last = after;
  const bell = createBell(signal);
  const unsubscribe = events.subscribe(`events:${runId}`, bell.ring);
  try {
    while (!signal.aborted) {
      // The state is read before the events: if it is final, the events that follow are all there are.
      const run = await findRun(database.pool, runId);
      if (run === undefined) {
        throw new NotFoundError("run", runId);
      }
      for (let count = pageSize; count === pageSize && !signal.aborted; ) {
        const page = await listRunEvents(database.pool, runId, { after: last, limit: pageSize });
        for (const event of page) {
          last = event.sequence;
          yield event;
        }
        count = page.length;
      }
      if (isFinal(run.state)) {
        return;
      }
      await bell.rung();
    }
  } finally {
    unsubscribe();
    bell.dispose();
  }
}

/** Remembers that it was rung until somebody waits for it; an aborted signal rings it too. */
function createBell(signal: AbortSignal): { ring(): void; rung(): Promise<void>; dispose(): void } {
  let bell = Promise.withResolvers<void>();
  const ring = (): void => bell.resolve();
  signal.addEventListener("abort", ring, { once: true });
  return {
    ring,
    async rung() {
      await bell.promise;
      bell = Promise.withResolvers();
    },
    dispose: () => signal.removeEventListener("abort", ring),
  };
}
