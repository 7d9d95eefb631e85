import type { PoolClient } from "pg";
import type { Run } from "../generated/prisma/client.ts";
import { runColumns } from "./find_run.ts";

/**
 * Finds a run and holds it until the end of the transaction: nobody else changes its state or appends events meanwhile.
 * Whoever decides by a run's state reads it through this.
 */
export async function lockRun(client: PoolClient, id: string): Promise<Run | undefined> {
  const { rows } = await client.query<Run>(`select ${runColumns} from runs where id = $1 for update`, [id]);
  return rows[0];
}
