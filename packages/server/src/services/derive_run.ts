import { randomUUID } from "node:crypto";
import { NotFoundError } from "../errors/not_found_error.ts";
import { RunStateError } from "../errors/run_state_error.ts";
import type { Run, RunOriginKind } from "../generated/prisma/client.ts";
import { inTransaction } from "../postgres/database.ts";
import { appendRunEvents } from "../store/append_run_events.ts";
import { copyCheckpoint } from "../store/copy_checkpoint.ts";
import { insertRun } from "../store/insert_run.ts";
import { lockRun } from "../store/lock_run.ts";
import type { RunContext } from "./start_run.ts";

/** What each kind asks of the run that another is made from. */
const rules: Readonly<
  Record<
    RunOriginKind,
    { readonly action: string; readonly rule: string; readonly states: readonly Run["state"][] }
  >
> = {
  RETRY: {
    action: "retry the run",
    rule: "it must have failed, or have been canceled",
    states: ["FAILED", "CANCELED"],
  },
  FORK: {
    action: "fork the run",
    rule: "it must have a checkpoint, which one that succeeded has no more",
    states: ["RUNNING", "PAUSED", "FAILED", "CANCELED"],
  },
  REPRODUCTION: {
    action: "reproduce the run",
    rule: "it must have succeeded",
    states: ["SUCCEEDED"],
  },
};

/**
 * Queues a new run of the same variant, dataset, seed and mode as another: that one stays as it ended.
 *
 * A retry goes on from the other's checkpoint if there is one, a fork always does, and a reproduction begins at the
 * beginning.
 *
 * @throws {NotFoundError} If there is no such run.
 * @throws {RunStateError} If its state does not allow it, or there is nothing to fork.
 */
export async function deriveRun(
  { database, queue, actor }: RunContext,
  id: string,
  kind: RunOriginKind,
): Promise<Run> {
  return await inTransaction(database.pool, async (client) => {
    const origin = await lockRun(client, id);
    if (origin === undefined) {
      throw new NotFoundError("run", id);
    }
    const { action, rule, states } = rules[kind];
    const { variantId, datasetId, seed, mode, epochs, parentId } = origin;
    if (!states.includes(origin.state)) {
      throw new RunStateError(action, rule, origin.state);
    }
    const jobId = randomUUID();
    const run = await insertRun(client, {
      ...{ variantId, datasetId, seed, mode, epochs, jobId, actor },
      parentId: parentId ?? undefined,
      originKind: kind,
      originId: id,
    });
    if (kind !== "REPRODUCTION") {
      const hasCheckpoint = await copyCheckpoint(client, id, run.id);
      if (kind === "FORK" && !hasCheckpoint) {
        throw new RunStateError(action, rule, origin.state);
      }
    }
    await appendRunEvents(client, run.id, [
      { type: "RunStateChanged", state: run.state, attempt: run.attempt },
    ]);
    await queue.send(client, jobId, { runId: run.id, failures: 0 });
    return { ...run, eventCount: 1 };
  });
}
