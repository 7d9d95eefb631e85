import type { Queryable } from "../postgres/database.ts";

/**
 * Waits until no other transaction is registering a dataset of this name, and keeps others waiting until ours has ended.
 * Whoever looks for the name after this sees what there will be.
 */
export async function lockDatasetName(db: Queryable, name: string): Promise<void> {
  await db.query("select pg_advisory_xact_lock(hashtextextended('convzoo.datasets.' || $1, 0))", [name]);
}
