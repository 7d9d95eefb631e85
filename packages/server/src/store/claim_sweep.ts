import type { PoolClient } from "pg";
import type { Sweep } from "../generated/prisma/client.ts";
import { sweepColumns } from "./find_sweep.ts";

/** Finds the sweep that is due longest, of those that nobody else holds now, and holds it until the end of the transaction. */
export async function claimSweep(client: PoolClient): Promise<Sweep | undefined> {
  const { rows } = await client.query<Sweep>(
    `select ${sweepColumns} from sweeps where state in ('RUNNING', 'PAUSED') and due_at <= now()
     order by due_at limit 1 for no key update skip locked`,
  );
  return rows[0];
}
