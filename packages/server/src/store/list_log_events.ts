import type { Queryable } from "../postgres/database.ts";
import type { LogLevel } from "./run_event.ts";
import { type LoggedEvent, logCondition } from "./run_log.ts";

/** Which lines of a run's log to read. */
export interface RunLogRange {
  /** The level that matters least. */
  readonly minimum: LogLevel;
  /** Only lines behind this sequence; -1 for all. */
  readonly after: number;
  /** Only lines before this sequence; undefined for all. */
  readonly before?: number | undefined;
  /** The most to read of each run. */
  readonly limit: number;
  /** Whether it is the last ones that are read. They come in order all the same. */
  readonly fromEnd?: boolean | undefined;
}

/** Reads the same range of the logs of several runs at once, in order; a run without any line has no entry. */
export async function listLogEvents(
  db: Queryable,
  runIds: readonly string[],
  { minimum, after, before, limit, fromEnd = false }: RunLogRange,
): Promise<Map<string, LoggedEvent[]>> {
  const { rows } = await db.query<LoggedEvent & { runId: string; payload: object }>(
    `select event.run_id as "runId", event.sequence, event.type, event.payload, event.created_at as "createdAt"
     from unnest($1::text[]) as wanted (run_id)
     cross join lateral (
       select * from run_events
       where run_id = wanted.run_id and sequence > $2 and ($3::int is null or sequence < $3) and ${logCondition(minimum)}
       order by sequence ${fromEnd ? "desc" : "asc"} limit $4
     ) as event
     order by event.run_id, event.sequence`,
    [runIds, after, before, limit],
  );
  const events = new Map<string, LoggedEvent[]>();
  for (const { runId, payload, ...row } of rows) {
    const list = events.get(runId) ?? [];
    list.push({ ...payload, ...row } as LoggedEvent);
    events.set(runId, list);
  }
  return events;
}
