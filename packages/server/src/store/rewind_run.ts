import type { PoolClient } from "pg";
import type { Run } from "../generated/prisma/client.ts";
import { runColumns } from "./find_run.ts";

/**
 * Puts a locked run back to its checkpoint, or to its beginning if it has none: what came after will be computed again.
 *
 * @returns The run as it is now.
 */
export async function rewindRun(client: PoolClient, id: string): Promise<Run> {
  const { rows } = await client.query<Run>(
    `update runs
     set (epoch, best_epoch, progress) = (
         select coalesce(max(point.epoch), 0), max(point.best_epoch), coalesce(max(point.epoch), 0)::float8 / runs.epochs
         from checkpoints point where point.run_id = runs.id
       ), updated_at = now()
     where id = $1 returning ${runColumns}`,
    [id],
  );
  const [run] = rows;
  await client.query("delete from run_metrics where run_id = $1 and epoch > $2", [id, run!.epoch]);
  return run!;
}
