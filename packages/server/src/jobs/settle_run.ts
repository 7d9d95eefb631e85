import { randomUUID } from "node:crypto";
import { contentDigest } from "@convzoo/core";
import type { PoolClient } from "pg";
import type { Run } from "../generated/prisma/client.ts";
import { type Database, inTransaction } from "../postgres/database.ts";
import { appendRunEvents } from "../store/append_run_events.ts";
import { deleteCheckpoint } from "../store/delete_checkpoint.ts";
import { endRun } from "../store/end_run.ts";
import { insertBlob } from "../store/insert_blob.ts";
import { insertRunMetrics } from "../store/insert_run_metrics.ts";
import { insertVersion } from "../store/insert_version.ts";
import { lastStep } from "../store/last_step.ts";
import { lockClaimedRun } from "../store/lock_claimed_run.ts";
import { pauseRun } from "../store/pause_run.ts";
import { requeueRun } from "../store/requeue_run.ts";
import { updateRunProgress } from "../store/update_run_progress.ts";
import { finiteFigures } from "./finite_figures.ts";
import type { Interruption } from "./interruption.ts";
import { failuresBefore, mostTries, type RunJob } from "./run_job.ts";
import type { RunQueue } from "./run_queue.ts";
import type { TakenRun } from "./take_run.ts";
import type { TrainVerdict } from "./train_message.ts";

/** How an attempt ended. */
export type AttemptOutcome = TrainVerdict | { readonly type: "interrupted"; readonly by: Interruption };

/** An attempt that has ended. */
export interface EndedAttempt extends TakenRun {
  readonly job: RunJob;
  readonly outcome: AttemptOutcome;
}

/** Media type of a model file; safetensors has none of its own. */
const modelFileType = "application/octet-stream";

/**
 * Writes how an attempt ended: all that follows from it, in one transaction.
 *
 * A run whose cancellation was accepted is canceled, however the attempt ended. Something that may not happen again gives
 * the run another try, a few times.
 *
 * @returns Whether it was written; false if the run is no longer the attempt's.
 */
export async function settleRun(
  { database, queue }: { readonly database: Database; readonly queue: Pick<RunQueue, "send"> },
  attempt: EndedAttempt,
): Promise<boolean> {
  const { job, outcome } = attempt;
  const { id: runId } = attempt.run;
  return await inTransaction(database.pool, async (client) => {
    const run = await lockClaimedRun(client, { runId, attempt: attempt.run.attempt });
    if (run === undefined) {
      return false;
    }
    if (run.cancelRequestedAt !== null) {
      await endRun(client, runId, { state: "CANCELED" });
      return true;
    }
    switch (outcome.type) {
      case "trained":
        await publish(client, attempt, outcome);
        break;
      case "failed":
        await endRun(client, runId, { state: "FAILED", failure: outcome });
        break;
      case "broken":
        await tryAgain(client, queue, { job, run, reason: outcome.message });
        break;
      case "interrupted":
        await settleInterruption(client, queue, { job, run, by: outcome.by });
    }
    return true;
  });
}

async function publish(
  client: PoolClient,
  { run, variant, dataset }: EndedAttempt,
  { file, metrics, summary }: Extract<TrainVerdict, { type: "trained" }>,
): Promise<void> {
  const artifactDigest = await insertBlob(client, { bytes: file, mediaType: modelFileType });
  await insertVersion(client, {
    runId: run.id,
    modelId: variant.modelId,
    variantId: variant.id,
    datasetId: dataset.id,
    digest: await contentDigest(file),
    artifactDigest,
    metrics,
    classes: dataset.classes,
  });
  // What comes of the run is published: nobody goes on with it.
  await deleteCheckpoint(client, run.id);
  const { bestEpoch, epochs: epoch, testLoss, testAccuracy, seconds: trainingSeconds } = summary;
  await insertRunMetrics(
    client,
    { runId: run.id, attempt: run.attempt },
    {
      epoch,
      step: await lastStep(client, run.id),
      values: finiteFigures({ testLoss, testAccuracy, trainingSeconds }),
    },
  );
  await updateRunProgress(client, run.id, { bestEpoch: bestEpoch ?? undefined });
  await appendRunEvents(client, run.id, [
    { type: "RunFinished", ...summary, metrics: finiteFigures(summary.metrics) },
  ]);
  await endRun(client, run.id, { state: "SUCCEEDED" });
}

async function settleInterruption(
  client: PoolClient,
  queue: Pick<RunQueue, "send">,
  { job, run, by }: { readonly job: RunJob; readonly run: Run; readonly by: Interruption },
): Promise<void> {
  switch (by.kind) {
    case "cancel":
      await endRun(client, run.id, { state: "CANCELED" });
      break;
    case "time":
      await endRun(client, run.id, {
        state: "FAILED",
        failure: { code: "TIME_LIMIT", message: by.message },
      });
      break;
    case "stop":
    case "pause":
      await giveBack(client, queue, { run, failures: failuresBefore(job), reason: by.message });
      break;
    case "fault":
      await tryAgain(client, queue, { job, run, reason: by.message });
      break;
    case "lost":
      // The queue thinks that this worker is gone, and nobody has the run yet: the next claim says so.
      break;
  }
}

async function tryAgain(
  client: PoolClient,
  queue: Pick<RunQueue, "send">,
  { job, run, reason }: { readonly job: RunJob; readonly run: Run; readonly reason: string },
): Promise<void> {
  const failures = failuresBefore(job) + 1;
  if (failures >= mostTries) {
    const message = `${reason} (try ${failures} of ${mostTries})`;
    await endRun(client, run.id, { state: "FAILED", failure: { code: "TRAINING_CRASHED", message } });
  } else {
    await giveBack(client, queue, { run, failures, reason });
  }
}

/** Puts a run back into the queue under a job of its own, which idle workers hear of at once; or pauses it, if it is to pause. */
async function giveBack(
  client: PoolClient,
  queue: Pick<RunQueue, "send">,
  { run, failures, reason }: { readonly run: Run; readonly failures: number; readonly reason: string },
): Promise<void> {
  const { id, attempt } = run;
  if (run.pauseRequestedAt !== null) {
    await pauseRun(client, id);
    return;
  }
  const jobId = randomUUID();
  await requeueRun(client, id, jobId);
  await queue.send(client, jobId, { runId: id, failures });
  await appendRunEvents(client, id, [
    { type: "RunLog", level: "warning", message: `${reason}: the run is tried again` },
    { type: "RunStateChanged", state: "QUEUED", attempt },
  ]);
}
