import type { PoolClient } from "pg";
import type { AblationRun } from "../generated/prisma/client.ts";

/** Notes what a run is in an ablation. */
export async function insertAblationRun(client: PoolClient, run: AblationRun): Promise<void> {
  await client.query(
    "insert into ablation_runs (ablation_id, technique, seed, run_id) values ($1, $2, $3, $4)",
    [run.ablationId, run.technique, run.seed, run.runId],
  );
}
