import { NotFoundError } from "../errors/not_found_error.ts";
import { SweepStateError } from "../errors/sweep_state_error.ts";
import { deleteSweep as deleteHeld } from "../store/delete_sweep.ts";
import { lockSweep } from "../store/lock_sweep.ts";
import type { Acting } from "./acting.ts";
import { type DeleteThing, type Deletion, deleting } from "./deleting.ts";
import { noteAct } from "./note_act.ts";

/**
 * Deletes a sweep that is over, with its trials and what it told. Their runs stay, and can be deleted like any other.
 *
 * @throws {NotFoundError} If there is no such sweep.
 * @throws {SweepStateError} If it is not over.
 * @throws {OverloadError} `BUSY` if somebody is using it.
 */
export async function deleteSweep(acting: Acting, { id, dryRun }: DeleteThing): Promise<Deletion> {
  return await deleting(acting.database, "sweep", async (client) => {
    const sweep = await lockSweep(client, id);
    if (sweep === undefined) {
      throw new NotFoundError("sweep", id);
    }
    const { name, state } = sweep;
    if (state === "RUNNING" || state === "PAUSED") {
      throw new SweepStateError("delete the sweep", "it must be over", state);
    }
    if (!dryRun) {
      await deleteHeld(client, id);
      await noteAct(client, acting, { kind: "SWEEP_DELETED", to: { id, name } });
    }
    return { type: "Sweep", id, name, isDryRun: dryRun, parts: [] };
  });
}
