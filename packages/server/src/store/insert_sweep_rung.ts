import type { PoolClient } from "pg";
import type { SweepRung } from "../generated/prisma/client.ts";

/** Notes what was decided about a trial of a locked sweep at a rung. */
export async function insertSweepRung(client: PoolClient, rung: Omit<SweepRung, "createdAt">): Promise<void> {
  await client.query(
    `insert into sweep_rungs (sweep_id, number, epoch, value, cut, count, is_kept)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [rung.sweepId, rung.number, rung.epoch, rung.value, rung.cut, rung.count, rung.isKept],
  );
}
