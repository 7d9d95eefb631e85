import { findTailStart } from "../store/find_tail_start.ts";
import { listLogEvents } from "../store/list_log_events.ts";
import type { LogLevel } from "../store/run_event.ts";
import { logCondition } from "../store/run_log.ts";
import { type FollowContext, followRun } from "./follow_run.ts";
import { type RunLogLine, runLogLine } from "./run_log_line.ts";

/** Options of {@linkcode watchRunLog}. */
export interface WatchRunLogOptions {
  /** The level that matters least. */
  readonly minimum: LogLevel;
  /** The sequence of the last line that is known already. @default {the tail comes first} */
  readonly after?: number | undefined;
  /** How long the tail is that comes first, where no line is known. */
  readonly last: number;
  /** Ends the lines. */
  readonly signal?: AbortSignal | undefined;
}

/** Lines that one statement reads. */
const pageSize = 500;
const longestTail = 10_000;

/**
 * Follows the log of a run, as {@linkcode followRun} does: first its last lines, or all behind one that is known, then what comes.
 *
 * @throws {NotFoundError} At the first line, if there is no such run.
 */
export function watchRunLog(
  context: FollowContext,
  runId: string,
  { minimum, after, last, signal }: WatchRunLogOptions,
): AsyncGenerator<RunLogLine, void> {
  const { pool } = context.database;
  const count = Math.min(Math.max(last, 0), longestTail);
  return followRun(context, runId, {
    start: async () =>
      after ?? (await findTailStart(pool, runId, { condition: logCondition(minimum), count })),
    read: async (behind) => {
      const events = await listLogEvents(pool, [runId], { minimum, after: behind, limit: pageSize });
      return (events.get(runId) ?? []).map(runLogLine);
    },
    pageSize,
    signal,
  });
}
