import { NotFoundError } from "../errors/not_found_error.ts";
import type { RunEventHub } from "../jobs/run_event_hub.ts";
import type { Database } from "../postgres/database.ts";
import { findRun } from "../store/find_run.ts";
import { isFinal } from "../store/run_state.ts";
import { type FollowOptions, follow } from "./follow.ts";

/** What following a run or a sweep needs. */
export interface FollowContext {
  readonly database: Database;
  readonly events: RunEventHub;
}

/**
 * Follows something that a run adds to until it is over, as {@linkcode follow} does.
 *
 * @throws {NotFoundError} At the first item, if there is no such run.
 */
export function followRun<Item extends { readonly sequence: number }>(
  { database, events }: FollowContext,
  runId: string,
  options: Omit<FollowOptions<Item>, "topic" | "isOver">,
): AsyncGenerator<Item, void> {
  return follow(events, {
    ...options,
    topic: `events:${runId}`,
    isOver: async () => {
      const run = await findRun(database.pool, runId);
      if (run === undefined) {
        throw new NotFoundError("run", runId);
      }
      return isFinal(run.state);
    },
  });
}
