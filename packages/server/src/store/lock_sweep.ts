import type { PoolClient } from "pg";
import type { Sweep } from "../generated/prisma/client.ts";
import { sweepColumns } from "./find_sweep.ts";

/**
 * Finds a sweep and holds it until the end of the transaction: nobody else changes it or its trials meanwhile. Whoever holds
 * sweeps and runs takes the sweep first.
 */
export async function lockSweep(client: PoolClient, id: string): Promise<Sweep | undefined> {
  const { rows } = await client.query<Sweep>(
    `select ${sweepColumns} from sweeps where id = $1 for no key update`,
    [id],
  );
  return rows[0];
}
