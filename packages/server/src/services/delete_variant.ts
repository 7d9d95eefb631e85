import { NotFoundError } from "../errors/not_found_error.ts";
import { deleteVariant as deleteHeld, lockVariant } from "../store/delete_variant.ts";
import { thingsOfVariant } from "../store/list_things.ts";
import type { Acting } from "./acting.ts";
import { type DeleteThing, type Deletion, deleting, refuseIfNeeded } from "./deleting.ts";
import { noteAct } from "./note_act.ts";

const noun = "variant";

/**
 * Deletes a variant that nothing needs.
 *
 * @throws {NotFoundError} If there is no such variant.
 * @throws {InUseError} With what needs it: runs, also forks of what it trained, sweeps and ablations.
 * @throws {OverloadError} `BUSY` if somebody is using it.
 */
export async function deleteVariant(acting: Acting, { id, dryRun }: DeleteThing): Promise<Deletion> {
  return await deleting(acting.database, noun, async (client) => {
    const name = await lockVariant(client, id);
    if (name === undefined) {
      throw new NotFoundError(noun, id);
    }
    await refuseIfNeeded(client, noun, { queries: thingsOfVariant, id });
    if (!dryRun) {
      await deleteHeld(client, id);
      await noteAct(client, acting, { kind: "VARIANT_DELETED", to: { id, name } });
    }
    return { type: "Variant", id, name, isDryRun: dryRun, parts: [] };
  });
}
