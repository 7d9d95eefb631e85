import { NotFoundError } from "../errors/not_found_error.ts";
import { deleteDataset as deleteHeld, lockDataset } from "../store/delete_dataset.ts";
import { findDataset } from "../store/find_dataset.ts";
import { thingsOfDataset } from "../store/list_things.ts";
import { lockDatasetName } from "../store/lock_dataset_name.ts";
import { type Acting, anonymous } from "./acting.ts";
import { type DeleteThing, type Deletion, deleting, refuseIfNeeded } from "./deleting.ts";
import { noteAct } from "./note_act.ts";

const noun = "dataset";

/**
 * Deletes a dataset that nothing needs, with its images and the bytes that nothing else has. Its number stays taken, so that a name
 * and a number never mean other data. Predictions stay, and no longer lead to its images.
 *
 * @throws {NotFoundError} If there is no such dataset.
 * @throws {InUseError} With what needs it: runs, versions, evaluations, sweeps, ablations, gates, and newer datasets of the name.
 * @throws {OverloadError} `BUSY` if somebody is using it.
 */
export async function deleteDataset(acting: Acting, { id, dryRun }: DeleteThing): Promise<Deletion> {
  const { database, actor = anonymous } = acting;
  const found = await findDataset(database.pool, id);
  if (found === undefined) {
    throw new NotFoundError(noun, id);
  }
  return await deleting(database, noun, async (client) => {
    // Whoever registers the next dataset of the name takes turns with us.
    await lockDatasetName(client, found.name);
    if (!(await lockDataset(client, id))) {
      throw new NotFoundError(noun, id);
    }
    await refuseIfNeeded(client, noun, { queries: thingsOfDataset, id });
    const name = `${found.name} #${found.number}`;
    if (!dryRun) {
      await deleteHeld(client, found, actor);
      await noteAct(client, acting, { kind: "DATASET_DELETED", to: { id, name } });
    }
    return { type: "Dataset", id, name, isDryRun: dryRun, parts: [] };
  });
}
