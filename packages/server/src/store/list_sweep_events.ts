import type { Queryable } from "../postgres/database.ts";
import type { StoredSweepEvent } from "./sweep_event.ts";

/** Reads events of a sweep behind a sequence, in order. */
export async function listSweepEvents(
  db: Queryable,
  sweepId: string,
  { after, limit }: { readonly after: number; readonly limit: number },
): Promise<StoredSweepEvent[]> {
  const { rows } = await db.query<{ sequence: number; type: string; payload: object; createdAt: Date }>(
    `select sequence, type, payload, created_at as "createdAt" from sweep_events
     where sweep_id = $1 and sequence > $2 order by sequence limit $3`,
    [sweepId, after, limit],
  );
  return rows.map(({ payload, ...row }) => ({ ...payload, ...row, sweepId }) as StoredSweepEvent);
}
