import type { Queryable } from "../postgres/database.ts";
import { binding } from "./list_run_ids.ts";
import { byOwner, perOwner } from "./per_owner.ts";
import type { StoredSweepEvent } from "./sweep_event.ts";

/** Which events of each sweep to read. */
export interface SweepEventRange {
  /** Only those behind this sequence. */
  readonly after?: number | undefined;
  /** Only those before this sequence. */
  readonly before?: number | undefined;
  /** Whether they are counted from the last one, and come in that order. @default {false} */
  readonly fromEnd?: boolean;
  /** The most to read of a sweep. */
  readonly limit: number;
}

/** Reads events of any number of sweeps in one statement. @returns One list a sweep. */
export async function listSweepEvents(
  db: Queryable,
  sweepIds: readonly string[],
  { after = -1, before, fromEnd = false, limit }: SweepEventRange,
): Promise<readonly (readonly StoredSweepEvent[])[]> {
  const { values, bind } = binding();
  const [most, first] = [bind(limit), bind(after)];
  const ahead = before === undefined ? "true" : `sequence < ${bind(before)}::int`;
  const order = `sequence ${fromEnd ? "desc" : "asc"}`;
  const pages = perOwner(
    sweepIds,
    bind,
    (id) =>
      `select sweep_id as "sweepId", sequence, type, payload, created_at as "createdAt" from sweep_events
       where sweep_id = ${id} and sequence > ${first}::int and ${ahead} order by ${order} limit ${most}`,
  );
  const { rows } = await db.query<{ place: number; sequence: number; payload: object }>(
    `select * from (${pages}) as part order by place, ${order}`,
    values,
  );
  return byOwner(sweepIds, rows).map((list) =>
    list.map(({ place: _, payload, ...row }) => ({ ...payload, ...row }) as unknown as StoredSweepEvent),
  );
}
