import type { PoolClient } from "pg";
import { NotFoundError } from "../errors/not_found_error.ts";
import { RunFinishedError } from "../errors/run_finished_error.ts";
import type { Run } from "../generated/prisma/client.ts";
import type { RunQueue } from "../jobs/run_queue.ts";
import { inTransaction } from "../postgres/database.ts";
import { endRun } from "../store/end_run.ts";
import { lockRun } from "../store/lock_run.ts";
import { notifyRun } from "../store/notify_run.ts";
import { requestRunCancel } from "../store/request_run_cancel.ts";
import { isFinal } from "../store/run_state.ts";
import { noteAct } from "./note_act.ts";
import type { RunContext } from "./start_run.ts";

/**
 * Ends a run that waits, and asks the worker of one that trains to end it; from then on such a run can only be canceled.
 *
 * @returns The run as it is now: a training one ends a moment later.
 * @throws {NotFoundError} If there is no such run.
 * @throws {RunFinishedError} If it is over.
 */
export async function cancelRun(context: RunContext, id: string): Promise<Run> {
  return await inTransaction(context.database.pool, async (client) => {
    const run = await lockRun(client, id);
    if (run === undefined) {
      throw new NotFoundError("run", id);
    }
    if (isFinal(run.state)) {
      throw new RunFinishedError(run.state);
    }
    if (run.cancelRequestedAt === null) {
      await noteAct(client, context, { kind: "RUN_CANCELED", to: id });
    }
    return await cancelLockedRun(client, context.queue, run);
  });
}

/** Cancels a locked run that is not over, within the caller's transaction. */
export async function cancelLockedRun(
  client: PoolClient,
  queue: Pick<RunQueue, "cancel">,
  { id, state, jobId }: Run,
): Promise<Run> {
  const asked = await requestRunCancel(client, id);
  if (state === "RUNNING") {
    await notifyRun(client, `cancel:${id}`);
    return asked;
  }
  if (jobId !== null) {
    await queue.cancel(client, jobId);
  }
  return await endRun(client, id, { state: "CANCELED" });
}
