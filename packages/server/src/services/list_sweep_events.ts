import type { Database } from "../postgres/database.ts";
import { listSweepEvents as list } from "../store/list_sweep_events.ts";
import type { StoredSweepEvent } from "../store/sweep_event.ts";
import { type CutPage, type PageBounds, planPage } from "./plan_page.ts";
import { readNumberCursor } from "./read_cursor.ts";

/**
 * Lists what sweeps have told, also from the last event. A cursor is the sequence of an event: while others come, none is skipped and
 * none comes twice.
 *
 * @throws {InvalidInputError} If a cursor is none of ours, or the page is asked for from both ends.
 */
export async function listSweepEvents(
  { database }: { readonly database: Database },
  sweepIds: readonly string[],
  bounds: PageBounds,
): Promise<readonly CutPage<StoredSweepEvent>[]> {
  const plan = planPage(bounds);
  const lists = await list(database.pool, sweepIds, {
    after: readNumberCursor("after", bounds.after),
    before: readNumberCursor("before", bounds.before),
    fromEnd: plan.fromEnd,
    limit: plan.limit,
  });
  return lists.map((found) => plan.cut(found));
}
