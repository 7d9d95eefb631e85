import type { PoolClient } from "pg";
import { NotFoundError } from "../errors/not_found_error.ts";
import { RunStateError } from "../errors/run_state_error.ts";
import type { Run } from "../generated/prisma/client.ts";
import type { RunQueue } from "../jobs/run_queue.ts";
import { inTransaction } from "../postgres/database.ts";
import { findRun } from "../store/find_run.ts";
import { lockRun } from "../store/lock_run.ts";
import { notifyRun } from "../store/notify_run.ts";
import { pauseRun as putPaused } from "../store/pause_run.ts";
import { requestRunPause } from "../store/request_run_pause.ts";
import { noteAct } from "./note_act.ts";
import type { RunContext } from "./start_run.ts";

/**
 * Pauses a run that waits, and asks the worker of one that trains to store where it is and to pause it; a training that
 * ends by itself in that moment has ended.
 *
 * @returns The run as it is now: a training one pauses a moment later.
 * @throws {NotFoundError} If there is no such run.
 * @throws {RunStateError} If it neither waits nor trains, or is being canceled.
 */
export async function pauseRun(context: RunContext, id: string): Promise<Run> {
  return await inTransaction(context.database.pool, async (client) => {
    const run = await lockRun(client, id);
    if (run === undefined) {
      throw new NotFoundError("run", id);
    }
    const { state, cancelRequestedAt, pauseRequestedAt } = run;
    if (cancelRequestedAt !== null || (state !== "QUEUED" && state !== "RUNNING" && state !== "PAUSED")) {
      throw new RunStateError("pause the run", "it must wait or train, and not be canceled", state);
    }
    if (state !== "PAUSED" && pauseRequestedAt === null) {
      await noteAct(client, context, { kind: "RUN_PAUSED", to: id });
    }
    await pauseLockedRun(client, context.queue, run);
    return (await findRun(client, id))!;
  });
}

/** Pauses a locked run that waits, and asks the worker of one that trains to, within the caller's transaction. */
export async function pauseLockedRun(
  client: PoolClient,
  queue: Pick<RunQueue, "cancel">,
  { id, state, jobId }: Run,
): Promise<void> {
  if (state === "RUNNING") {
    await requestRunPause(client, id, true);
    await notifyRun(client, `cancel:${id}`);
  } else if (state === "QUEUED") {
    if (jobId !== null) {
      await queue.cancel(client, jobId);
    }
    await putPaused(client, id);
  }
}
