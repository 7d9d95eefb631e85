import type { Coordinates, TrialParameter } from "@convzoo/core";
import type { PoolClient } from "pg";

/** A trial that begins with its run, or has failed before there could be one. */
export interface NewSweepTrial {
  readonly sweepId: string;
  readonly number: number;
  readonly coordinates: Coordinates;
  readonly parameters: readonly TrialParameter[];
  readonly epochs: number;
  readonly variantId: string | null;
  readonly runId: string | null;
  readonly failure: { readonly code: string; readonly message: string } | null;
}

/** Inserts a trial of a locked sweep. */
export async function insertSweepTrial(client: PoolClient, trial: NewSweepTrial): Promise<void> {
  const { sweepId, number, coordinates, parameters, epochs, variantId, runId, failure } = trial;
  await client.query(
    `insert into sweep_trials (sweep_id, number, coordinates, parameters, epochs, variant_id, run_id, failure_code,
       failure_message, state, finished_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9,
       (case when $8::text is null then 'RUNNING' else 'FAILED' end)::sweep_trial_state,
       case when $8::text is null then null else now() end)`,
    [
      sweepId,
      number,
      JSON.stringify(coordinates),
      JSON.stringify(parameters),
      epochs,
      variantId,
      runId,
      failure?.code,
      failure?.message,
    ],
  );
}
