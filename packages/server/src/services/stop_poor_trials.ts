import { ashaDecision, ashaRungs, type TrialStoppingSpec } from "@convzoo/core";
import type { PoolClient } from "pg";
import type { Sweep } from "../generated/prisma/client.ts";
import type { RunQueue } from "../jobs/run_queue.ts";
import { insertSweepRung } from "../store/insert_sweep_rung.ts";
import type { OpenTrial } from "../store/list_open_trials.ts";
import { listRungValues } from "../store/list_rung_values.ts";
import { listSweepRungs } from "../store/list_sweep_rungs.ts";
import { lockRun } from "../store/lock_run.ts";
import { settleSweepTrial } from "../store/settle_sweep_trial.ts";
import { pauseLockedRun } from "./pause_run.ts";

/**
 * Judges the trials of a locked sweep that have come to a rung since the last look, and pauses the runs of those that fall
 * behind: they keep their checkpoints, and whoever wants to know after all resumes them. One that showed no finite number there has
 * fallen behind, whatever others did. Trials whose run is over already are
 * not stopped any more, but others are held against what they showed.
 *
 * @returns The numbers of those that it has stopped.
 */
export async function stopPoorTrials(
  client: PoolClient,
  queue: Pick<RunQueue, "cancel">,
  { sweep, trials }: { readonly sweep: Sweep; readonly trials: readonly OpenTrial[] },
): Promise<ReadonlySet<number>> {
  const stopped = new Set<number>();
  if (sweep.stopping === null) {
    return stopped;
  }
  const { asha } = sweep.stopping as unknown as TrialStoppingSpec;
  const due = trials.flatMap((trial) => {
    const rungs = ashaRungs(asha, trial.epochs).filter((rung) => rung <= trial.epoch);
    const left = rungs.filter((rung) => !trial.rungs.includes(rung));
    return left.length === 0 ? [] : [{ trial, rungs: left }];
  });
  if (due.length === 0) {
    return stopped;
  }
  const values = await listRungValues(client, {
    runIds: due.map(({ trial }) => trial.runId),
    epochs: [...new Set(due.flatMap(({ rungs }) => rungs))],
    metric: asha.monitor,
  });
  const shown = await listSweepRungs(client, sweep.id);
  for (const { trial, rungs } of due) {
    for (const epoch of rungs) {
      const told = values.find((each) => each.runId === trial.runId && each.epoch === epoch)?.value;
      // Epochs are counted together with what they tell, and what is no finite number is not told.
      const value = told !== undefined && Number.isFinite(told) ? told : null;
      const others = shown.filter((each) => each.epoch === epoch).map((each) => each.value ?? Number.NaN);
      const decision = ashaDecision(value ?? Number.NaN, others, asha);
      shown.push({ epoch, value });
      const isStopped = !decision.isKept && (await stop(client, queue, { sweep, trial }));
      const { cut, count } = decision;
      const rung = { sweepId: sweep.id, number: trial.number, epoch, value, cut, count };
      await insertSweepRung(client, { ...rung, isKept: !isStopped });
      if (isStopped) {
        stopped.add(trial.number);
        break;
      }
    }
  }
  return stopped;
}

/** @returns False if its run has come to its end meanwhile. */
async function stop(
  client: PoolClient,
  queue: Pick<RunQueue, "cancel">,
  { sweep, trial }: { readonly sweep: Sweep; readonly trial: OpenTrial },
): Promise<boolean> {
  const run = await lockRun(client, trial.runId);
  const isOpen = run !== undefined && ["QUEUED", "RUNNING", "PAUSED"].includes(run.state);
  if (!isOpen || run.cancelRequestedAt !== null) {
    return false;
  }
  await pauseLockedRun(client, queue, run);
  await settleSweepTrial(client, { sweepId: sweep.id, number: trial.number }, { state: "STOPPED" });
  return true;
}
