import type { RunEventHub } from "../jobs/run_event_hub.ts";
import type { RunTopic } from "../store/notify_run.ts";

/** Options of {@linkcode follow}. */
export interface FollowOptions<Item> {
  /** What is notified when there is something new. */
  readonly topic: RunTopic;
  /** Says whether nothing will be added any more; asked before each reading, so that what is read then is all there is. */
  readonly isOver: () => Promise<boolean>;
  /** The sequence behind which it begins, found once the topic is listened to. */
  readonly start: () => Promise<number>;
  /** Reads what comes behind a sequence, in order; a page of `pageSize` is not the last one. */
  readonly read: (after: number) => Promise<readonly Item[]>;
  readonly pageSize: number;
  /** Ends it. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Follows something that is added to until it is over: first what there is already, then what comes, each item once, in order
 * and without gaps.
 *
 * It ends after the last item, at once if it is over and all is known; and early, between two items, when the signal is aborted or
 * the hub closes. Returning it while it waits wakes it, so nothing of it is left.
 */
export function follow<Item extends { readonly sequence: number }>(
  events: RunEventHub,
  { signal, ...options }: FollowOptions<Item>,
): AsyncGenerator<Item, void> {
  const returned = new AbortController();
  const signals = [returned.signal, events.closed, ...(signal === undefined ? [] : [signal])];
  const items = readAll(events, { ...options, signal: AbortSignal.any(signals) });
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

async function* readAll<Item extends { readonly sequence: number }>(
  events: RunEventHub,
  { topic, isOver, start, read, pageSize, signal }: FollowOptions<Item> & { readonly signal: AbortSignal },
): AsyncGenerator<Item, void> {
  const bell = createBell(signal);
  const unsubscribe = events.subscribe(topic, bell.ring);
  try {
    let last = await start();
    while (!signal.aborted) {
      const isLast = await isOver();
      for (let count = pageSize; count === pageSize && !signal.aborted; ) {
        const page = await read(last);
        for (const item of page) {
          last = item.sequence;
          yield item;
        }
        count = page.length;
      }
      if (isLast) {
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
