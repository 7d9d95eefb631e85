import type { PoolClient } from "pg";
import type { Run } from "../generated/prisma/client.ts";
import { runColumns } from "./find_run.ts";

/** Gives a locked run to its next attempt, which begins from nothing. */
export async function claimRun(client: PoolClient, id: string): Promise<Run> {
  await client.query("delete from run_metrics where run_id = $1", [id]);
  const { rows } = await client.query<Run>(
    `update runs
     set state = 'RUNNING', attempt = attempt + 1, engine = null, epoch = 0, progress = 0, started_at = now(),
       updated_at = now()
     where id = $1 returning ${runColumns}`,
    [id],
  );
  return rows[0]!;
}
