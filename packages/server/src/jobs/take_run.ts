import type { Checkpoint, Dataset, ForkPoint, Run, Variant, Version } from "../generated/prisma/client.ts";
import { type Database, inTransaction } from "../postgres/database.ts";
import { appendRunEvents } from "../store/append_run_events.ts";
import { claimRun } from "../store/claim_run.ts";
import { endRun } from "../store/end_run.ts";
import { findCheckpoint } from "../store/find_checkpoint.ts";
import { findDataset } from "../store/find_dataset.ts";
import { findVariant } from "../store/find_variant.ts";
import { findVersion } from "../store/find_version.ts";
import { findForkPoint } from "../store/fork_points.ts";
import { lockRun } from "../store/lock_run.ts";
import { pauseRun } from "../store/pause_run.ts";
import type { RunEventBody } from "../store/run_event.ts";
import { isFinal } from "../store/run_state.ts";
import { lostFailure, lostMessage } from "./reap_runs.ts";
import { failuresBefore, mostTries, type RunJob } from "./run_job.ts";

/** Where a forked run begins. */
export interface ForkStart {
  readonly point: ForkPoint;
  /** What was trained up to there. */
  readonly variant: Variant;
}

/** A run in a new attempt, and what it trains on what. */
export interface TakenRun {
  readonly run: Run;
  readonly variant: Variant;
  readonly dataset: Dataset;
  /** The version that the training starts from. */
  readonly parent: Version | undefined;
  /** Where an earlier attempt has brought it. */
  readonly checkpoint: Checkpoint | undefined;
  /** Where it begins, if it is a fork. */
  readonly fork: ForkStart | undefined;
}

/**
 * Claims the run of a job, so that from now on only the caller writes it.
 *
 * @returns The run in its new attempt; undefined if there is nothing to do, since it is over, or canceled, or paused, or another
 * job carries it, or its workers were lost too often.
 */
export async function takeRun(database: Database, job: RunJob): Promise<TakenRun | undefined> {
  return await inTransaction(database.pool, async (client) => {
    const run = await lockRun(client, job.data.runId);
    if (run === undefined || isFinal(run.state) || run.jobId !== job.id) {
      return undefined;
    }
    if (run.cancelRequestedAt !== null) {
      await endRun(client, run.id, { state: "CANCELED" });
      return undefined;
    }
    if (run.pauseRequestedAt !== null) {
      await pauseRun(client, run.id);
      return undefined;
    }
    if (failuresBefore(job) >= mostTries) {
      await endRun(client, run.id, { state: "FAILED", failure: lostFailure(run.attempt) });
      return undefined;
    }
    const claimed = await claimRun(client, run.id);
    const events: RunEventBody[] = [{ type: "RunStateChanged", state: "RUNNING", attempt: claimed.attempt }];
    if (run.state === "RUNNING") {
      events.unshift({ type: "RunLog", level: "warning", message: lostMessage(run.attempt) });
    }
    await appendRunEvents(client, run.id, events);
    const variant = await findVariant(client, run.variantId);
    const dataset = await findDataset(client, run.datasetId);
    const point = await findForkPoint(client, run.id);
    // The database lets nobody remove what a run refers to.
    return {
      run: { ...claimed, eventCount: claimed.eventCount + events.length },
      variant: variant!,
      dataset: dataset!,
      parent: run.parentId === null ? undefined : await findVersion(client, run.parentId),
      checkpoint: await findCheckpoint(client, run.id),
      fork: point && { point, variant: (await findVariant(client, point.variantId))! },
    };
  });
}
