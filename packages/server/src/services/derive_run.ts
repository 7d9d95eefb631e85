import { NotFoundError } from "../errors/not_found_error.ts";
import { RunStateError } from "../errors/run_state_error.ts";
import type { Run, RunOriginKind } from "../generated/prisma/client.ts";
import { inTransaction } from "../postgres/database.ts";
import { copyCheckpoint } from "../store/copy_checkpoint.ts";
import { copyForkPoint } from "../store/fork_points.ts";
import { lockRun } from "../store/lock_run.ts";
import { noteAct } from "./note_act.ts";
import { queueRun, type RunContext } from "./start_run.ts";

/** Why the same is trained again. */
export type Repetition = Exclude<RunOriginKind, "FORK">;

/** What each kind asks of the run that another is made from. */
const rules: Readonly<
  Record<
    Repetition,
    { readonly action: string; readonly rule: string; readonly states: readonly Run["state"][] }
  >
> = {
  RETRY: {
    action: "retry the run",
    rule: "it must have failed, or have been canceled",
    states: ["FAILED", "CANCELED"],
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
 * A retry goes on from the other's checkpoint if there is one, and a reproduction begins where the other began.
 *
 * @throws {NotFoundError} If there is no such run.
 * @throws {RunStateError} If its state does not allow it.
 */
export async function deriveRun(
  { database, queue, actor }: RunContext,
  id: string,
  kind: Repetition,
): Promise<Run> {
  return await inTransaction(database.pool, async (client) => {
    const origin = await lockRun(client, id);
    if (origin === undefined) {
      throw new NotFoundError("run", id);
    }
    const { action, rule, states } = rules[kind];
    if (!states.includes(origin.state)) {
      throw new RunStateError(action, rule, origin.state);
    }
    const { variantId, datasetId, seed, mode, epochs, keepCheckpoints, parentId } = origin;
    const run = await queueRun(client, queue, {
      ...{ variantId, datasetId, seed, mode, epochs, keepCheckpoints, actor, tags: [] },
      parentId: parentId ?? undefined,
      originKind: kind,
      originId: id,
    });
    await noteAct(client, { actor }, { kind: "RUN_STARTED", to: run.id });
    await copyForkPoint(client, id, run.id);
    if (kind === "RETRY") {
      await copyCheckpoint(client, id, run.id);
    }
    return run;
  });
}
