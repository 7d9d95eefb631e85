import { type RunWorker, type RunWorkerOptions, runWorker } from "./jobs/run_worker.ts";
import { startSweepLoop } from "./services/sweep_loop.ts";

/** What a worker needs. */
export type WorkerOptions = Omit<RunWorkerOptions, "loops">;

/**
 * Starts a worker: it trains what is queued, and looks after all else that goes on without a client. Any number of workers
 * may share a database.
 *
 * @throws {Error} In one sentence, if the database cannot be used or is not migrated.
 */
export async function startWorker(options: WorkerOptions): Promise<RunWorker> {
  return await runWorker({ ...options, loops: [startSweepLoop] });
}
