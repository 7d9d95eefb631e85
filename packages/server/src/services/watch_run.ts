import { findTailStart } from "../store/find_tail_start.ts";
import { listRunEvents } from "../store/list_run_events.ts";
import type { StoredRunEvent } from "../store/run_event.ts";
import { type FollowContext, followRun } from "./follow_run.ts";

/** Options of {@linkcode watchRun}. */
export interface WatchRunOptions {
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
 * Follows the events of a run, as {@linkcode followRun} does.
 *
 * @throws {NotFoundError} At the first event, if there is no such run.
 */
export function watchRun(
  context: FollowContext,
  runId: string,
  { after = -1, last, signal }: WatchRunOptions = {},
): AsyncGenerator<StoredRunEvent, void> {
  const { pool } = context.database;
  return followRun(context, runId, {
    start: async () =>
      last === undefined
        ? after
        : Math.max(after, await findTailStart(pool, runId, { condition: "true", count: Math.max(last, 0) })),
    read: (behind) => listRunEvents(pool, runId, { after: behind, limit: pageSize }),
    pageSize,
    signal,
  });
}
