import type { RunEventHub } from "../jobs/run_event_hub.ts";
import type { RunQueue } from "../jobs/run_queue.ts";
import type { Database } from "../postgres/database.ts";
import type { PredictionPool } from "../serving/prediction_pool.ts";

/** What the services of a server process work with. */
export interface ServiceContext {
  readonly database: Database;
  readonly queue: RunQueue;
  readonly events: RunEventHub;
  readonly predictions: PredictionPool;
}
