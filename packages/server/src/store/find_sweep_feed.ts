import type { SweepFeed } from "../generated/prisma/client.ts";
import type { Queryable } from "../postgres/database.ts";

/** Finds how much a sweep has told, and whether that is all. */
export async function findSweepFeed(
  db: Queryable,
  sweepId: string,
): Promise<Pick<SweepFeed, "eventCount" | "isClosed"> | undefined> {
  const { rows } = await db.query<Pick<SweepFeed, "eventCount" | "isClosed">>(
    `select event_count as "eventCount", is_closed as "isClosed" from sweep_feeds where sweep_id = $1`,
    [sweepId],
  );
  return rows[0];
}
