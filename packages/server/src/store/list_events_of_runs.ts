import type { Queryable } from "../postgres/database.ts";
import type { RunEventRange } from "./list_run_events.ts";
import type { StoredRunEvent } from "./run_event.ts";

interface Row {
  readonly runId: string;
  readonly sequence: number;
  readonly type: string;
  readonly payload: object;
  readonly createdAt: Date;
}

/** Reads the same range of events of several runs at once, in order; a run without any has no entry. */
export async function listEventsOfRuns(
  db: Queryable,
  runIds: readonly string[],
  { after, limit }: RunEventRange,
): Promise<Map<string, StoredRunEvent[]>> {
  const { rows } = await db.query<Row>(
    `select event.run_id as "runId", event.sequence, event.type, event.payload, event.created_at as "createdAt"
     from unnest($1::text[]) as wanted (run_id)
     cross join lateral (
       select * from run_events where run_id = wanted.run_id and sequence > $2 order by sequence limit $3
     ) as event
     order by event.run_id, event.sequence`,
    [runIds, after, limit],
  );
  const events = new Map<string, StoredRunEvent[]>();
  for (const { runId, payload, ...row } of rows) {
    const list = events.get(runId) ?? [];
    list.push({ ...payload, ...row } as StoredRunEvent);
    events.set(runId, list);
  }
  return events;
}
