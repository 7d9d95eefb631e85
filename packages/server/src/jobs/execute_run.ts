import type { Logger } from "../log.ts";
import type { Database } from "../postgres/database.ts";
import { untilAnswered } from "../postgres/until_answered.ts";
import { type AttemptInterrupts, type AttemptSignals, openAttemptInterrupts } from "./attempt_interrupts.ts";
import type { BlobCache } from "./blob_cache.ts";
import { createEventScribe } from "./create_event_scribe.ts";
import { describeFault } from "./describe_fault.ts";
import { fetchCheckpoint } from "./fetch_checkpoint.ts";
import { fetchDatasetFiles } from "./fetch_dataset_files.ts";
import { fetchForkPoint } from "./fetch_fork_point.ts";
import { Interruption } from "./interruption.ts";
import type { RunEventHub } from "./run_event_hub.ts";
import type { RunJob } from "./run_job.ts";
import { RunJournal } from "./run_journal.ts";
import type { RunQueue } from "./run_queue.ts";
import { type AttemptOutcome, settleRun } from "./settle_run.ts";
import { type TakenRun, takeRun } from "./take_run.ts";
import type { TrainTask, TrainVerdict } from "./train_message.ts";
import { runTrainProcess } from "./train_process.ts";

/** What a worker has for its runs. */
export interface WorkerContext {
  readonly database: Database;
  readonly queue: Pick<RunQueue, "send">;
  readonly events: RunEventHub;
  readonly cache: BlobCache;
  readonly log: Logger;
  /** The version of core. */
  readonly engineVersion: string;
  /** Seconds that one attempt may take. */
  readonly timeLimit: number;
  /** Seconds between two checkpoints of a run at least. */
  readonly checkpointInterval: number;
}

/** Milliseconds that a stopping worker tries to give its run back. */
const stopPatience = 5000;

/**
 * Trains the run of a job to its end: claims it, runs the training process, writes what happens and how it ends.
 *
 * It returns only after the training process has ended, and only throws if the end could not be written: then the queue
 * gives the job to a worker again.
 */
export async function executeRun(
  context: WorkerContext,
  job: RunJob,
  signals: AttemptSignals,
): Promise<void> {
  const { database } = context;
  const { runId } = job.data;
  const log = context.log.child({ runId });
  const onError = (error: unknown): void => log.warn({ error }, "The database is away");
  const taken = await untilAnswered(() => takeRun(database, job), { signal: signals.stop, onError });
  if (taken === undefined) {
    return;
  }
  const { attempt } = taken.run;
  log.info({ attempt }, "The run begins");
  const outcome = await runAttempt({ ...context, log }, taken, { signals, onError });
  const how = outcome.type === "interrupted" ? outcome.by.kind : outcome.type;
  log.info({ attempt, how }, "The attempt has ended");
  if (how === "lost") {
    return;
  }
  const signal = signals.stop.aborted ? AbortSignal.timeout(stopPatience) : undefined;
  const ended = { ...taken, job, outcome };
  if (!(await untilAnswered(() => settleRun(context, ended), { signal, onError }))) {
    log.warn({ attempt }, "The run is no longer this worker's");
  }
}

interface AttemptOptions {
  readonly signals: AttemptSignals;
  readonly onError: (error: unknown) => void;
}

async function runAttempt(
  context: WorkerContext,
  taken: TakenRun,
  { signals, onError }: AttemptOptions,
): Promise<AttemptOutcome> {
  const interrupts = openAttemptInterrupts(taken.run, { ...context, signals });
  const { signal } = interrupts;
  try {
    const verdict = await trainAndTell(context, taken, { interrupts, onError });
    return verdict ?? { type: "interrupted", by: signal.reason as Interruption };
  } catch (error) {
    if (signal.aborted) {
      return { type: "interrupted", by: signal.reason as Interruption };
    }
    context.log.error({ error }, "The attempt could not be made");
    return { type: "broken", message: describeFault(error) };
  } finally {
    interrupts.close();
  }
}

/** @returns Undefined if the attempt was interrupted before all was done and written. */
async function trainAndTell(
  { database, cache, log, engineVersion, checkpointInterval }: WorkerContext,
  { run, variant, dataset, parent, checkpoint, fork }: TakenRun,
  { interrupts, onError }: { readonly interrupts: AttemptInterrupts } & Pick<AttemptOptions, "onError">,
): Promise<TrainVerdict | undefined> {
  const { signal } = interrupts;
  const journal = new RunJournal({
    database,
    claim: { runId: run.id, attempt: run.attempt },
    engineVersion,
    keepCheckpoints: run.keepCheckpoints,
    firstEvent: run.eventCount,
    signal: writingSignal(signal),
    onInterruption: interrupts.interrupt,
    onError,
  });
  const describe = createEventScribe(checkpoint ?? fork?.point, fork?.point.step);
  const start = fork && (await fetchForkPoint(database, fork, { engineVersion, signal, onError }));
  if (start !== undefined && "type" in start) {
    return start;
  }
  const task: TrainTask = {
    modelSpec: variant.modelSpec,
    trainSpec: variant.trainSpec,
    dataset: {
      name: dataset.name,
      classes: dataset.classes,
      digest: dataset.digest,
      files: await fetchDatasetFiles(cache, dataset, signal),
    },
    variantDigest: variant.digest,
    seed: run.seed,
    mode: run.mode === "FAST" ? "fast" : "portable",
    engineVersion,
    parent: parent && {
      digest: parent.digest,
      path: await cache.fetch(parent.artifactDigest, signal),
    },
    checkpoint:
      checkpoint &&
      (await fetchCheckpoint(database, checkpoint, { engineVersion, signal, onError, journal })),
    fork: start,
    checkpointInterval,
    keepsCheckpoints: run.keepCheckpoints > 0,
  };
  const verdict = await runTrainProcess(task, {
    signal,
    onEvent(event) {
      const entry = describe(event);
      if (entry !== undefined) {
        journal.push(entry);
      }
    },
    onBroken(output) {
      log.error({ output }, "The training process broke");
      if (output.trim() !== "") {
        const message = `The training process broke, and wrote last: ${output.trim().replaceAll("\0", "\uFFFD")}`;
        journal.push({ event: { type: "RunLog", level: "error", message } });
      }
    },
  });
  // What is trained and told in full is worth keeping, even if the worker was asked to stop in this very moment.
  return (await journal.drain()) ? verdict : undefined;
}

/** Ends the writing of what happens: at once, but for a stop or a pause, after which the training still tells where it is. */
function writingSignal(interrupted: AbortSignal): AbortSignal {
  const controller = new AbortController();
  const abort = (): void => controller.abort(interrupted.reason);
  const decide = (): void => {
    const { reason } = interrupted;
    if (reason instanceof Interruption && (reason.kind === "stop" || reason.kind === "pause")) {
      setTimeout(abort, stopPatience).unref();
    } else {
      abort();
    }
  };
  if (interrupted.aborted) {
    decide();
  } else {
    interrupted.addEventListener("abort", decide, { once: true });
  }
  return controller.signal;
}
