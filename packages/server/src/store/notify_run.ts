import type { Queryable } from "../postgres/database.ts";

/** The channel on which processes tell each other that something has happened to a run or a sweep; triggers name it too (migration 0024). */
export const runChannel = "convzoo_runs";

/**
 * What has happened: there are new events of a run, somebody asks for its end, or there are new events of a sweep, which those
 * triggers tell.
 */
export type RunTopic = `events:${string}` | `cancel:${string}` | `sweep:${string}`;

/** Tells every process, when the transaction commits, to look at a run's row; what it says there is not repeated. */
export async function notifyRun(db: Queryable, topic: RunTopic): Promise<void> {
  await db.query("select pg_notify($1, $2)", [runChannel, topic]);
}
