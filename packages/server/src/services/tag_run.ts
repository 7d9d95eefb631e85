import { NotFoundError } from "../errors/not_found_error.ts";
import type { Run } from "../generated/prisma/client.ts";
import { inTransaction } from "../postgres/database.ts";
import { deleteRunTags } from "../store/delete_run_tags.ts";
import { insertRunTags } from "../store/insert_run_tags.ts";
import { lockRun } from "../store/lock_run.ts";
import { checkTags } from "./check_tags.ts";
import { noteAct } from "./note_act.ts";
import type { RunContext } from "./start_run.ts";

/** Which tags a run gets and loses; one that is in both it gets. */
export interface TagRun {
  readonly id: string;
  readonly add: readonly string[];
  readonly remove: readonly string[];
}

/**
 * Changes the tags of a run.
 *
 * @throws {NotFoundError} If there is no such run.
 * @throws {InvalidInputError} If a tag is no name.
 */
export async function tagRun(
  context: Pick<RunContext, "database" | "actor">,
  { id, add, remove }: TagRun,
): Promise<Run> {
  const action = "Cannot tag the run";
  const added = checkTags(add, { action, path: "add" });
  const removed = checkTags(remove, { action, path: "remove" });
  return await inTransaction(context.database.pool, async (client) => {
    const run = await lockRun(client, id);
    if (run === undefined) {
      throw new NotFoundError("run", id);
    }
    const tagsRemoved = await deleteRunTags(
      client,
      id,
      removed.filter((tag) => !added.includes(tag)),
    );
    const tagsAdded = await insertRunTags(client, id, { tags: added, actor: context.actor });
    if (tagsAdded.length + tagsRemoved.length > 0) {
      await noteAct(client, context, { kind: "RUN_TAGGED", to: id, tagsAdded, tagsRemoved });
    }
    return run;
  });
}
