import { NotFoundError } from "../errors/not_found_error.ts";
import type { Run } from "../generated/prisma/client.ts";
import { inTransaction } from "../postgres/database.ts";
import { deleteKeptCheckpoints } from "../store/kept_checkpoints.ts";
import { lockRun } from "../store/lock_run.ts";
import { isFinal } from "../store/run_state.ts";
import { noteAct } from "./note_act.ts";
import type { RunContext } from "./start_run.ts";

/**
 * Deletes the checkpoints that are kept of a run, with their bytes; of one that is over also the newest, from which a retry would go on. Forks keep
 * what they begin with.
 *
 * @returns The run.
 * @throws {NotFoundError} If there is no such run.
 */
export async function deleteRunCheckpoints(
  context: Pick<RunContext, "database" | "actor">,
  id: string,
): Promise<Run> {
  return await inTransaction(context.database.pool, async (client) => {
    const run = await lockRun(client, id);
    if (run === undefined) {
      throw new NotFoundError("run", id);
    }
    if ((await deleteKeptCheckpoints(client, id, { newest: isFinal(run.state) })) > 0) {
      await noteAct(client, context, { kind: "RUN_CHECKPOINTS_DELETED", to: id });
    }
    return run;
  });
}
