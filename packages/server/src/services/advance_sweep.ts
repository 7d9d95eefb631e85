import type { PoolClient } from "pg";
import type { Sweep, SweepEnd } from "../generated/prisma/client.ts";
import { endSweep } from "../store/end_sweep.ts";
import { listOpenTrials, type OpenTrial } from "../store/list_open_trials.ts";
import { setSweepTrialState } from "../store/set_sweep_trial_state.ts";
import { settleSweepTrial, type TrialOutcome } from "../store/settle_sweep_trial.ts";
import { updateSweepFigures } from "../store/update_sweep_figures.ts";
import { beginTrial } from "./begin_trial.ts";
import { cancelTrials } from "./cancel_trials.ts";
import type { RunContext } from "./start_run.ts";
import { stopPoorTrials } from "./stop_poor_trials.ts";

/** Milliseconds between two looks at a sweep. */
const pause = 400;
/** So many failures without a trial that came to anything, and there is no use in going on. */
const mostFailures = 10;
/** Trials that begin at one look at most: those that are not valid end at once. */
const mostBegun = 64;

/**
 * Takes a locked sweep as far as it goes now: settles the trials whose runs are over, stops those that fall behind, begins
 * others, and ends the sweep if there is nothing left to do. A trial whose run somebody has paused makes room for another, and the
 * sweep does not end without it. All of it in the caller's transaction: whoever dies in the middle has done nothing.
 */
export async function advanceSweep(context: RunContext, client: PoolClient, sweep: Sweep): Promise<void> {
  const { id, state, concurrency } = sweep;
  let { finishedCount: finished, stoppedCount: stopped, failedCount: failed } = sweep;
  let [running, paused] = [0, 0];
  const trials = await listOpenTrials(client, sweep);
  const behind = await stopPoorTrials(client, context.queue, { sweep, trials });
  stopped += behind.size;
  for (const trial of trials) {
    const outcome = outcomeOf(trial, sweep);
    const key = { sweepId: id, number: trial.number };
    if (outcome !== undefined) {
      await settleSweepTrial(client, key, outcome);
      finished += Number(outcome.state === "FINISHED");
      failed += Number(outcome.state === "FAILED");
    } else if (!behind.has(trial.number)) {
      // The runs of trials that fall behind are paused too, but those are not open any more.
      const now = trial.runState === "PAUSED" ? "PAUSED" : "RUNNING";
      if (trial.state !== now) {
        await setSweepTrialState(client, key, now);
      }
      running += Number(now === "RUNNING");
      paused += Number(now === "PAUSED");
    }
  }
  const isHopeless = (): boolean => finished + stopped === 0 && failed >= mostFailures;
  let reason: SweepEnd | undefined;
  let begun = 0;
  while (state === "RUNNING" && running < concurrency && begun < mostBegun && !isHopeless()) {
    const trial = await beginTrial(context, client, sweep);
    begun += 1;
    running += Number(trial === "RUNNING");
    failed += Number(trial === "FAILED");
    if (trial !== "RUNNING" && trial !== "FAILED") {
      reason = trial;
      break;
    }
  }
  const isOver = reason !== undefined && running === 0 && paused === 0;
  if (isHopeless() || (isOver && finished + stopped === 0 && failed > 0)) {
    await cancelTrials(client, context.queue, id);
    const message = "Cannot go on with the sweep as its trials must not all fail: each says why it did";
    await endSweep(client, id, { state: "FAILED", code: "TRIALS_FAILED", message });
  } else if (isOver) {
    await endSweep(client, id, { state: "FINISHED", reason: reason! });
  }
  await updateSweepFigures(client, id, pause);
}

/** What became of a trial; undefined while its run is not over. */
function outcomeOf(trial: OpenTrial, { metric, higherIsBetter }: Sweep): TrialOutcome | undefined {
  const { runState, objective, failureCode, failureMessage } = trial;
  switch (runState) {
    case "SUCCEEDED":
      return objective === null
        ? {
            state: "FAILED",
            code: "NO_OBJECTIVE",
            message: `Cannot judge the trial as its run must tell a finite ${metric} at its end: current value is none`,
          }
        : { state: "FINISHED", objective, cost: higherIsBetter ? -objective : objective };
    case "FAILED":
      return { state: "FAILED", code: failureCode ?? "FAILED", message: failureMessage ?? "" };
    case "CANCELED":
      return { state: "CANCELED" };
    default:
      return undefined;
  }
}
