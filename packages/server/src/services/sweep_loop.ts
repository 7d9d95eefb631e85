import { describeFault } from "../jobs/describe_fault.ts";
import type { RunQueue } from "../jobs/run_queue.ts";
import { type Polling, startPolling } from "../jobs/start_polling.ts";
import type { Logger } from "../log.ts";
import { type Database, inTransaction } from "../postgres/database.ts";
import { claimSweep } from "../store/claim_sweep.ts";
import { endSweep } from "../store/end_sweep.ts";
import { lockSweep } from "../store/lock_sweep.ts";
import { noteSweepError } from "../store/note_sweep_error.ts";
import { updateSweepFigures } from "../store/update_sweep_figures.ts";
import { advanceSweep } from "./advance_sweep.ts";
import { cancelTrials } from "./cancel_trials.ts";

/** What sweeps need. */
export interface SweepTools {
  readonly database: Database;
  readonly queue: RunQueue;
  readonly log: Logger;
}

/** Looks at one sweep in a row that may fail before it is given up. */
const mostErrors = 10;

/**
 * Looks after the sweeps that are under way, until it is stopped. Any number of processes may: a look holds the sweep's row
 * and is one transaction, so that what one of them had not finished another does from the beginning.
 */
export function startSweepLoop(tools: SweepTools): Polling {
  return startPolling(
    () => advanceOne(tools),
    (error) => tools.log.warn({ error }, "Sweeps could not be worked on"),
  );
}

/** @returns Whether there was one. */
async function advanceOne(tools: SweepTools): Promise<boolean> {
  const { database, queue, log } = tools;
  let id: string | undefined;
  try {
    return await inTransaction(database.pool, async (client) => {
      const sweep = await claimSweep(client);
      if (sweep === undefined) {
        return false;
      }
      id = sweep.id;
      await advanceSweep({ database, queue, actor: sweep.actor }, client, sweep);
      return true;
    });
  } catch (error) {
    if (id === undefined) {
      throw error;
    }
    log.error({ error, sweepId: id }, "A sweep could not go on");
    await putOff(tools, { id, error });
    return true;
  }
}

/** One sweep that cannot go on must not keep others waiting, nor run for ever. */
async function putOff(
  { database, queue }: SweepTools,
  { id, error }: { readonly id: string; readonly error: unknown },
): Promise<void> {
  await inTransaction(database.pool, async (client) => {
    const sweep = await lockSweep(client, id);
    // Somebody may have ended it meanwhile.
    if (sweep === undefined || sweep.finishedAt !== null) {
      return;
    }
    if ((await noteSweepError(client, id)) >= mostErrors) {
      await cancelTrials(client, queue, id);
      await endSweep(client, id, { state: "FAILED", code: "SWEEP_CRASHED", message: describeFault(error) });
      await updateSweepFigures(client, id, 0);
    }
  });
}
