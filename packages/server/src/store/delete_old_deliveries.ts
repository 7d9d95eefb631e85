import type { Queryable } from "../postgres/database.ts";

/** Which deliveries are old. */
export interface OldDeliveries {
  readonly days: number;
  /** So many are removed at most. */
  readonly most: number;
}

/** Removes deliveries that have been over for so many days, oldest first, with their history. @returns How many. */
export async function deleteOldDeliveries(db: Queryable, { days, most }: OldDeliveries): Promise<number> {
  // What is over was due last when it ended; the index of what is due finds it.
  const { rowCount } = await db.query(
    `delete from webhook_deliveries where id in (
       select id from webhook_deliveries
       where state in ('DELIVERED', 'FAILED') and due_at < now() - $1::int * interval '1 day'
       limit $2 for update skip locked
     )`,
    [days, most],
  );
  return rowCount ?? 0;
}
