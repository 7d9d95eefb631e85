import type { PoolClient } from "pg";
import type { Run } from "../generated/prisma/client.ts";
import { rewindRun } from "./rewind_run.ts";

/** Gives a locked run to its next attempt, which begins where the checkpoint is, or from nothing. */
export async function claimRun(client: PoolClient, id: string): Promise<Run> {
  await client.query(
    `update runs
     set state = 'RUNNING', attempt = attempt + 1, engine = null, started_at = now(), updated_at = now()
     where id = $1`,
    [id],
  );
  return await rewindRun(client, id);
}
