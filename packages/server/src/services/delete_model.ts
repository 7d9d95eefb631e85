import { NotFoundError } from "../errors/not_found_error.ts";
import { deleteModel as deleteHeld, lockModel } from "../store/delete_model.ts";
import { listThings, partsOfModel, thingsOfModel } from "../store/list_things.ts";
import type { Acting } from "./acting.ts";
import { type DeleteThing, type Deletion, deleting, refuseIfNeeded } from "./deleting.ts";
import { noteAct } from "./note_act.ts";

const noun = "model";

/**
 * Deletes a model that nothing needs, with its variants, gates, ablations, and sweeps that are over.
 *
 * A model of which a version had an alias once stays, as does that version: what was in production can be asked for ever.
 *
 * @throws {NotFoundError} If there is no such model.
 * @throws {InUseError} With what needs it: runs, versions, aliases that were moved, and sweeps that are not over.
 * @throws {OverloadError} `BUSY` if somebody is using it.
 */
export async function deleteModel(acting: Acting, { id, dryRun }: DeleteThing): Promise<Deletion> {
  return await deleting(acting.database, noun, async (client) => {
    const name = await lockModel(client, id);
    if (name === undefined) {
      throw new NotFoundError(noun, id);
    }
    await refuseIfNeeded(client, noun, { queries: thingsOfModel, id });
    const parts = await listThings(client, partsOfModel, id);
    if (!dryRun) {
      const { variants, sweeps, ablations } = await deleteHeld(client, id);
      for (const [kind, gone] of [
        ["SWEEP_DELETED", sweeps],
        ["ABLATION_DELETED", ablations],
        ["VARIANT_DELETED", variants],
        ["MODEL_DELETED", [{ id, name }]],
      ] as const) {
        await noteAct(client, acting, { kind, to: gone });
      }
    }
    return { type: "Model", id, name, isDryRun: dryRun, parts };
  });
}
