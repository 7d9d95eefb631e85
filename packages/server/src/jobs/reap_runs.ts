import { randomUUID } from "node:crypto";
import type { PoolClient } from "pg";
import type { Run } from "../generated/prisma/client.ts";
import { type Database, inTransaction } from "../postgres/database.ts";
import { appendRunEvents } from "../store/append_run_events.ts";
import { endRun } from "../store/end_run.ts";
import { findStrayRuns, type StrayRun } from "../store/find_stray_runs.ts";
import { lockRun } from "../store/lock_run.ts";
import { requeueRun } from "../store/requeue_run.ts";
import { mostTries } from "./run_job.ts";
import type { RunQueue } from "./run_queue.ts";

/**
 * Looks after the runs that nobody carries, so that each of them comes to an end.
 *
 * A run whose worker is lost is in the queue again; one whose job has failed for good, or is gone, is over. A worker that
 * is not dead but was only away finds its claim gone at its next write.
 *
 * @returns How many runs it has moved.
 */
export async function reapRuns(
  database: Database,
  queue: Pick<RunQueue, "send" | "cancel">,
): Promise<number> {
  let moved = 0;
  for (const { id } of await findStrayRuns(database.pool)) {
    moved += await inTransaction(database.pool, async (client) => {
      const run = await lockRun(client, id);
      // Whoever claims a run has taken its job before, and takes the run's lock: so what is true now stays true.
      const [stray] = await findStrayRuns(client, id);
      if (run === undefined || stray === undefined) {
        return 0;
      }
      await settle(client, queue, { run, stray });
      return 1;
    });
  }
  return moved;
}

async function settle(
  client: PoolClient,
  queue: Pick<RunQueue, "send" | "cancel">,
  { run, stray }: { readonly run: Run; readonly stray: StrayRun },
): Promise<void> {
  const { id, attempt, state, jobId } = run;
  const { jobState } = stray;
  const waits = jobState === "created" || jobState === "retry";
  if (run.cancelRequestedAt !== null || jobState === "cancelled") {
    if (waits && jobId !== null) {
      await queue.cancel(client, jobId);
    }
    await endRun(client, id, { state: "CANCELED" });
  } else if (waits && jobId !== null) {
    await requeueRun(client, id, jobId);
    await appendRunEvents(client, id, [
      { type: "RunLog", level: "warning", message: lostMessage(attempt) },
      { type: "RunStateChanged", state: "QUEUED", attempt },
    ]);
  } else if (state === "QUEUED" && jobState === null) {
    const newJobId = randomUUID();
    await queue.send(client, newJobId, { runId: id, failures: 0 });
    await requeueRun(client, id, newJobId);
  } else {
    await endRun(client, id, { state: "FAILED", failure: lostFailure(attempt) });
  }
}

/** What a reader of the log is told when a worker has gone silent. */
export function lostMessage(attempt: number): string {
  return `The worker of attempt ${attempt} was lost: the run is tried again`;
}

/** How a run fails whose workers were lost too often. */
export function lostFailure(attempt: number): { readonly code: string; readonly message: string } {
  return {
    code: "WORKER_LOST",
    message: `Cannot finish the run as its worker must not be lost ${mostTries} times: the last was that of attempt ${attempt}`,
  };
}
