import { InvalidInputError } from "../errors/invalid_input_error.ts";
import type { Database } from "../postgres/database.ts";
import type { LogLevel } from "../store/run_event.ts";
import { loadRunLog } from "./load_run_events.ts";
import { type RunLogLine, runLogLine } from "./run_log_line.ts";

/** Which lines to list, in the terms of a connection. */
export interface ListRunLog {
  /** The level that matters least. */
  readonly minimum: LogLevel;
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
  readonly last?: number | null | undefined;
  readonly before?: string | null | undefined;
}

/** A part of a log, in the order of time. */
export interface RunLogPage {
  readonly edges: readonly { readonly cursor: string; readonly node: RunLogLine }[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
}

const defaultFirst = 100;
const mostLines = 1000;

/**
 * Lists a page of a run's log: the first lines of a range, or with `last` its last ones. A cursor is the sequence of a line, so pages
 * neither skip nor repeat while lines are being added.
 *
 * @throws {InvalidInputError} If a cursor is none of ours, or both ends are asked for.
 */
export async function listRunLog(
  context: { readonly database: Database },
  runId: string,
  { minimum, first, after, last, before }: ListRunLog,
): Promise<RunLogPage> {
  if (first != null && last != null) {
    throw new InvalidInputError({
      code: "BAD_USER_INPUT",
      path: "last",
      received: String(last),
      message:
        "Cannot list the log as it must be asked for its first lines or its last ones, and not for both",
    });
  }
  const fromEnd = last != null;
  const count = Math.min(Math.max((fromEnd ? last : first) ?? defaultFirst, 0), mostLines);
  const found = await loadRunLog(context, runId, {
    minimum,
    after: after == null ? -1 : readCursor(after, "after"),
    before: before == null ? undefined : readCursor(before, "before"),
    // One more, to know whether there is one.
    limit: count + 1,
    fromEnd,
  });
  const hasMore = found.length > count;
  const page = fromEnd ? found.slice(hasMore ? 1 : 0) : found.slice(0, count);
  return {
    edges: page.map((event) => ({ cursor: String(event.sequence), node: runLogLine(event) })),
    hasNextPage: fromEnd ? before != null : hasMore,
    hasPreviousPage: fromEnd ? hasMore : after != null,
  };
}

function readCursor(text: string, path: string): number {
  if (!/^\d{1,9}$/.test(text)) {
    throw new InvalidInputError({
      code: "BAD_USER_INPUT",
      path,
      message: "Cannot find the page as its cursor must be one that a page before it gave",
    });
  }
  return Number(text);
}
