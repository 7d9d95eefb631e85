import type { PoolClient } from "pg";
import type { Run } from "../generated/prisma/client.ts";
import { runColumns } from "./find_run.ts";

/** Notes in a locked run that somebody wants its end; the first one to want it counts. */
export async function requestRunCancel(client: PoolClient, id: string): Promise<Run> {
  const { rows } = await client.query<Run>(
    `update runs set cancel_requested_at = coalesce(cancel_requested_at, now()), updated_at = now()
     where id = $1 returning ${runColumns}`,
    [id],
  );
  return rows[0]!;
}
