import type { RunEventHub } from "../jobs/run_event_hub.ts";
import type { RunQueue } from "../jobs/run_queue.ts";
import type { Database } from "../postgres/database.ts";
import type { PredictionLog } from "../serving/prediction_log.ts";
import type { PredictionPool } from "../serving/prediction_pool.ts";

/** What a server process has for its services, whoever asks. */
export interface ServerServices {
  readonly database: Database;
  readonly queue: RunQueue;
  readonly events: RunEventHub;
  readonly predictions: PredictionPool;
  readonly predictionLog: PredictionLog;
}

/** What services work with, for one request. */
export interface ServiceContext extends ServerServices {
  /** Who asks; whatever is written keeps it. `anonymous` for somebody who did not say. */
  readonly actor: string;
}
