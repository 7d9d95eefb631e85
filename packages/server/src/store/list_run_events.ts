import type { Queryable } from "../postgres/database.ts";
import type { StoredRunEvent } from "./run_event.ts";

/** Which events of a run to read. */
export interface RunEventRange {
  /** The sequence before the first one; -1 for all. */
  readonly after: number;
  /** The most to read. */
  readonly limit: number;
}

/** Reads events of a run, in order. */
export async function listRunEvents(
  db: Queryable,
  runId: string,
  { after, limit }: RunEventRange,
): Promise<StoredRunEvent[]> {
  const { rows } = await db.query<{ sequence: number; type: string; payload: object; createdAt: Date }>(
    `select sequence, type, payload, created_at as "createdAt" from run_events
     where run_id = $1 and sequence > $2 order by sequence limit $3`,
    [runId, after, limit],
  );
  return rows.map(({ payload, ...row }) => ({ ...payload, ...row }) as StoredRunEvent);
}
