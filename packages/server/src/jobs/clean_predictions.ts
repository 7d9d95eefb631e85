import type { Logger } from "../log.ts";
import type { Database } from "../postgres/database.ts";
import { deleteOldPredictions, type PredictionLimits } from "../store/delete_old_predictions.ts";
import { type Polling, startPolling } from "./start_polling.ts";

/** Milliseconds between two looks for predictions that are too old or too many. */
const pause = 60_000;

/** Deletes predictions that are over the limits, a part at a time, until it is stopped. */
export function startPredictionCleaning({
  database,
  log,
  limits,
}: {
  readonly database: Database;
  readonly log: Logger;
  readonly limits: PredictionLimits;
}): Polling {
  return startPolling(
    async () => (await deleteOldPredictions(database.pool, limits)) > 0,
    (error) => log.warn({ error }, "Old predictions could not be deleted"),
    pause,
  );
}
