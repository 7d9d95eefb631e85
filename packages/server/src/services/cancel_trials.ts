import type { PoolClient } from "pg";
import type { RunQueue } from "../jobs/run_queue.ts";
import { listRunningTrials } from "../store/list_running_trials.ts";
import { lockRun } from "../store/lock_run.ts";
import { isFinal } from "../store/run_state.ts";
import { settleSweepTrial } from "../store/settle_sweep_trial.ts";
import { cancelLockedRun } from "./cancel_run.ts";

/** Cancels all trials of a locked sweep that are under way or paused, and their runs. @returns The runs that were not to be canceled yet. */
export async function cancelTrials(
  client: PoolClient,
  queue: Pick<RunQueue, "cancel">,
  sweepId: string,
): Promise<readonly string[]> {
  const canceled: string[] = [];
  for (const { number, runId } of await listRunningTrials(client, sweepId)) {
    const run = await lockRun(client, runId);
    if (run !== undefined && !isFinal(run.state)) {
      await cancelLockedRun(client, queue, run);
      if (run.cancelRequestedAt === null) {
        canceled.push(runId);
      }
    }
    await settleSweepTrial(client, { sweepId, number }, { state: "CANCELED" });
  }
  return canceled;
}
