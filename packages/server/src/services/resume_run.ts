import { randomUUID } from "node:crypto";
import { NotFoundError } from "../errors/not_found_error.ts";
import { RunStateError } from "../errors/run_state_error.ts";
import type { Run } from "../generated/prisma/client.ts";
import { inTransaction } from "../postgres/database.ts";
import { appendRunEvents } from "../store/append_run_events.ts";
import { findRun } from "../store/find_run.ts";
import { lockRun } from "../store/lock_run.ts";
import { requestRunPause } from "../store/request_run_pause.ts";
import { requeueRun } from "../store/requeue_run.ts";
import { noteAct } from "./note_act.ts";
import type { RunContext } from "./start_run.ts";

/**
 * Queues a paused run: it goes on where it was, bit for bit. A pause that was asked for and has not happened yet is
 * withdrawn.
 *
 * @throws {NotFoundError} If there is no such run.
 * @throws {RunStateError} If it is not paused, and nobody has asked for a pause.
 */
export async function resumeRun(context: RunContext, id: string): Promise<Run> {
  return await inTransaction(context.database.pool, async (client) => {
    const run = await lockRun(client, id);
    if (run === undefined) {
      throw new NotFoundError("run", id);
    }
    const { state, attempt, pauseRequestedAt } = run;
    if (state === "RUNNING" && pauseRequestedAt !== null) {
      await noteAct(client, context, { kind: "RUN_RESUMED", to: id });
      await requestRunPause(client, id, false);
    } else if (state === "PAUSED") {
      await noteAct(client, context, { kind: "RUN_RESUMED", to: id });
      const jobId = randomUUID();
      await requeueRun(client, id, jobId);
      await context.queue.send(client, jobId, { runId: id, failures: 0 });
      await appendRunEvents(client, id, [{ type: "RunStateChanged", state: "QUEUED", attempt }]);
    } else {
      throw new RunStateError("resume the run", "it must be paused", state);
    }
    return (await findRun(client, id))!;
  });
}
