import type { PoolClient } from "pg";
import { NotFoundError } from "../errors/not_found_error.ts";
import { SweepStateError } from "../errors/sweep_state_error.ts";
import type { Sweep } from "../generated/prisma/client.ts";
import { inTransaction } from "../postgres/database.ts";
import { endSweep } from "../store/end_sweep.ts";
import { findSweep } from "../store/find_sweep.ts";
import { lockSweep } from "../store/lock_sweep.ts";
import { setSweepState } from "../store/set_sweep_state.ts";
import { updateSweepFigures } from "../store/update_sweep_figures.ts";
import { cancelTrials } from "./cancel_trials.ts";
import { noteAct } from "./note_act.ts";
import type { RunContext } from "./start_run.ts";

/**
 * Ends a sweep: no trial begins any more, and the runs of those under way are canceled.
 *
 * @throws {NotFoundError} If there is no such sweep.
 * @throws {SweepStateError} If it is over.
 */
export async function cancelSweep(context: RunContext, id: string): Promise<Sweep> {
  return await withSweep(context, id, async (client, { state }) => {
    if (state !== "RUNNING" && state !== "PAUSED") {
      throw new SweepStateError("cancel the sweep", "it must not be over", state);
    }
    await noteAct(client, context, { kind: "SWEEP_CANCELED", to: id });
    await cancelTrials(client, context.queue, id, context);
    await endSweep(client, id, { state: "CANCELED" });
    await updateSweepFigures(client, id, 0);
  });
}

/**
 * Lets a sweep begin no more trials until it is resumed; those under way go on.
 *
 * @throws {NotFoundError} If there is no such sweep.
 * @throws {SweepStateError} If it is over.
 */
export async function pauseSweep(context: RunContext, id: string): Promise<Sweep> {
  return await withSweep(context, id, async (client, { state }) => {
    if (state !== "RUNNING" && state !== "PAUSED") {
      throw new SweepStateError("pause the sweep", "it must not be over", state);
    }
    if (state !== "PAUSED") {
      await noteAct(client, context, { kind: "SWEEP_PAUSED", to: id });
    }
    await setSweepState(client, id, "PAUSED");
  });
}

/**
 * Lets a paused sweep go on.
 *
 * @throws {NotFoundError} If there is no such sweep.
 * @throws {SweepStateError} If it is not paused.
 */
export async function resumeSweep(context: RunContext, id: string): Promise<Sweep> {
  return await withSweep(context, id, async (client, { state }) => {
    if (state !== "PAUSED") {
      throw new SweepStateError("resume the sweep", "it must be paused", state);
    }
    await noteAct(client, context, { kind: "SWEEP_RESUMED", to: id });
    await setSweepState(client, id, "RUNNING");
  });
}

async function withSweep(
  { database }: RunContext,
  id: string,
  action: (client: PoolClient, sweep: Sweep) => Promise<void>,
): Promise<Sweep> {
  return await inTransaction(database.pool, async (client) => {
    const sweep = await lockSweep(client, id);
    if (sweep === undefined) {
      throw new NotFoundError("sweep", id);
    }
    await action(client, sweep);
    return (await findSweep(client, id))!;
  });
}
