import { NotFoundError } from "../errors/not_found_error.ts";
import type { SweepFeed } from "../generated/prisma/client.ts";
import { findSweepFeed } from "../store/find_sweep_feed.ts";
import { listSweepEvents } from "../store/list_sweep_events.ts";
import type { StoredSweepEvent } from "../store/sweep_event.ts";
import { follow } from "./follow.ts";
import type { FollowContext } from "./follow_run.ts";

/** Options of {@linkcode watchSweep}. */
export interface WatchSweepOptions {
  /** The sequence of the last event that is known already. @default {-1, which is before the first} */
  readonly after?: number | undefined;
  /** How many of the last events that there are already it begins with at most. @default {all} */
  readonly last?: number | undefined;
  /** Ends the events. */
  readonly signal?: AbortSignal | undefined;
}

/** Events that one statement reads. */
const pageSize = 500;

/**
 * Follows the events of a sweep and its trials, as {@linkcode follow} does.
 *
 * @throws {NotFoundError} At the first event, if there is no such sweep.
 */
export function watchSweep(
  { database: { pool }, events }: FollowContext,
  sweepId: string,
  { after = -1, last, signal }: WatchSweepOptions = {},
): AsyncGenerator<StoredSweepEvent, void> {
  const findFeed = async (): Promise<Pick<SweepFeed, "eventCount" | "isClosed">> => {
    const feed = await findSweepFeed(pool, sweepId);
    if (feed === undefined) {
      throw new NotFoundError("sweep", sweepId);
    }
    return feed;
  };
  return follow(events, {
    topic: `sweep:${sweepId}`,
    isOver: async () => (await findFeed()).isClosed,
    start: async () =>
      last === undefined ? after : Math.max(after, (await findFeed()).eventCount - 1 - Math.max(last, 0)),
    read: async (behind) => (await listSweepEvents(pool, [sweepId], { after: behind, limit: pageSize }))[0]!,
    pageSize,
    signal,
  });
}
