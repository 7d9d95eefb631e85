import type { PoolClient } from "pg";

/** What became of a trial. */
export type TrialOutcome =
  | { readonly state: "FINISHED"; readonly objective: number; readonly cost: number }
  | { readonly state: "STOPPED" }
  | { readonly state: "CANCELED" }
  | { readonly state: "FAILED"; readonly code: string; readonly message: string };

/** Writes what became of a trial of a locked sweep. */
export async function settleSweepTrial(
  client: PoolClient,
  { sweepId, number }: { readonly sweepId: string; readonly number: number },
  outcome: TrialOutcome,
): Promise<void> {
  const [objective, cost] = outcome.state === "FINISHED" ? [outcome.objective, outcome.cost] : [null, null];
  const [code, message] = outcome.state === "FAILED" ? [outcome.code, outcome.message] : [null, null];
  await client.query(
    `update sweep_trials set state = $3, objective = $4, cost = $5, failure_code = $6, failure_message = $7,
       finished_at = now()
     where sweep_id = $1 and number = $2`,
    [sweepId, number, outcome.state, objective, cost, code, message],
  );
}
