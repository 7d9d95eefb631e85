import { NotFoundError } from "../errors/not_found_error.ts";
import type { RunEventHub } from "../jobs/run_event_hub.ts";
import type { Database } from "../postgres/database.ts";
import { findRun } from "../store/find_run.ts";
import { isFinal } from "../store/run_state.ts";

/** What following a run needs. */
export interface FollowContext {
  readonly database: Database;
  readonly events: RunEventHub;
}

/** Options of {@linkcode followRun}. */
export interface FollowOptions<Item> {
  /** The sequence behind which it begins, found once the run is listened to. */
  readonly start: () => Promise<number>;
  /** Reads what comes behind a sequence, in order; a page of `pageSize` is not the last one. */
  readonly read: (after: number) => Promise<readonly Item[]>;
  readonly pageSize: number;
  /** Ends it. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Follows something that a run adds to until it is over: first what there is already, then what comes, each item once, in order
 * and without gaps.
 *
 * It ends after the run's last item, at once if the run is over and all is known; and early, between two items, when the
 * signal is aborted or the hub closes. Returning it while it waits wakes it, so nothing of it is left.
 *
 * @throws {NotFoundError} At the first item, if there is no such run.
 */
export function followRun<Item extends { readonly sequence: number }>(
  context: FollowContext,
  runId: string,
  { signal, ...options }: FollowOptions<Item>,
): AsyncGenerator<Item, void> {
  const returned = new AbortController();
  const signals = [returned.signal, context.events.closed, ...(signal === undefined ? [] : [signal])];
  const items = follow(context, runId, { ...options, signal: AbortSignal.any(signals) });
  const iterator: AsyncGenerator<Item, void> = {
    next: () => items.next(),
    // A generator that waits hears of its return only when it goes on.
    return: (value) => {
      returned.abort();
      return items.return(value);
    },
    throw: (error) => {
      returned.abort();
      return items.throw(error);
    },
    [Symbol.asyncIterator]: () => iterator,
    [Symbol.asyncDispose]: async () => {
      await iterator.return();
    },
  };
  return iterator;
}

async function* follow<Item extends { readonly sequence: number }>(
  { database, events }: FollowContext,
  runId: string,
  { start, read, pageSize, signal }: FollowOptions<Item> & { readonly signal: AbortSignal },
): AsyncGenerator<Item, void> {
  const bell = createBell(signal);
  const unsubscribe = events.subscribe(`events:${runId}`, bell.ring);
  try {
    let last = await start();
    while (!signal.aborted) {
      // The state is read before the items: if it is final, the items that follow are all there are.
      const run = await findRun(database.pool, runId);
      if (run === undefined) {
        throw new NotFoundError("run", runId);
      }
      for (let count = pageSize; count === pageSize && !signal.aborted; ) {
        const page = await read(last);
        for (const item of page) {
          last = item.sequence;
          yield item;
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
