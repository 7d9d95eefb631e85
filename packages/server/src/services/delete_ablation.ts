import { NotFoundError } from "../errors/not_found_error.ts";
import { deleteAblation as deleteHeld, lockAblation } from "../store/delete_ablation.ts";
import { thingsOfAblation } from "../store/list_things.ts";
import type { Acting } from "./acting.ts";
import { type DeleteThing, type Deletion, deleting, refuseIfNeeded } from "./deleting.ts";
import { noteAct } from "./note_act.ts";

const noun = "ablation";

/**
 * Deletes an ablation whose runs are over, and with it its report. The runs stay, and can be deleted like any other.
 *
 * @throws {NotFoundError} If there is no such ablation.
 * @throws {InUseError} With its runs that are not over.
 * @throws {OverloadError} `BUSY` if somebody is using it.
 */
export async function deleteAblation(acting: Acting, { id, dryRun }: DeleteThing): Promise<Deletion> {
  return await deleting(acting.database, noun, async (client) => {
    const name = await lockAblation(client, id);
    if (name === undefined) {
      throw new NotFoundError(noun, id);
    }
    await refuseIfNeeded(client, noun, { queries: thingsOfAblation, id });
    if (!dryRun) {
      await deleteHeld(client, id);
      await noteAct(client, acting, { kind: "ABLATION_DELETED", to: { id, name } });
    }
    return { type: "Ablation", id, name, isDryRun: dryRun, parts: [] };
  });
}
