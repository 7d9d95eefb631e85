import type { PoolClient } from "pg";

/** Notes that a trial of a locked sweep, which is not over, is paused or goes on. */
export async function setSweepTrialState(
  client: PoolClient,
  { sweepId, number }: { readonly sweepId: string; readonly number: number },
  state: "RUNNING" | "PAUSED",
): Promise<void> {
  await client.query("update sweep_trials set state = $3 where sweep_id = $1 and number = $2", [
    sweepId,
    number,
    state,
  ]);
}
