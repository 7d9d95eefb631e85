import type { PoolClient } from "pg";
import type { RunQueue } from "../jobs/run_queue.ts";
import { listRunningTrials } from "../store/list_running_trials.ts";
import { lockRun } from "../store/lock_run.ts";
import { isFinal } from "../store/run_state.ts";
import { settleSweepTrial } from "../store/settle_sweep_trial.ts";
import type { Acting } from "./acting.ts";
import { cancelLockedRun } from "./cancel_run.ts";
import { noteAct } from "./note_act.ts";

/** Cancels all trials of a locked sweep that are under way or paused, and their runs. @param by Who wants it, if somebody does; each run then has an act. */
export async function cancelTrials(
  client: PoolClient,
  queue: Pick<RunQueue, "cancel">,
  sweepId: string,
  by?: Pick<Acting, "actor">,
): Promise<void> {
  for (const { number, runId } of await listRunningTrials(client, sweepId)) {
    const run = await lockRun(client, runId);
    if (run !== undefined && !isFinal(run.state)) {
      if (by !== undefined && run.cancelRequestedAt === null) {
        await noteAct(client, by, { kind: "RUN_CANCELED", to: runId });
      }
      await cancelLockedRun(client, queue, run);
    }
    await settleSweepTrial(client, { sweepId, number }, { state: "CANCELED" });
  }
}
