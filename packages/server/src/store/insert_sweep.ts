import type { SamplerSpec, SearchSpace, TrialStoppingSpec } from "@convzoo/core";
import type { Sweep } from "../generated/prisma/client.ts";
import type { Queryable } from "../postgres/database.ts";
import { sweepColumns } from "./find_sweep.ts";

/** A sweep that is about to begin. */
export type NewSweep = Pick<
  Sweep,
  | "name"
  | "variantId"
  | "datasetId"
  | "metric"
  | "higherIsBetter"
  | "maxTrials"
  | "maxTotalEpochs"
  | "concurrency"
  | "seed"
  | "trainingSeed"
  | "mode"
  | "actor"
> & {
  readonly space: SearchSpace;
  readonly method: SamplerSpec;
  readonly stopping: TrialStoppingSpec | null;
};

/** Inserts a sweep in state RUNNING, without trials. */
export async function insertSweep(db: Queryable, sweep: NewSweep): Promise<Sweep> {
  const { rows } = await db.query<Sweep>(
    `insert into sweeps (name, variant_id, dataset_id, space, method, stopping, metric, higher_is_better, max_trials,
       max_total_epochs, concurrency, seed, training_seed, mode, actor)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) returning ${sweepColumns}`,
    [
      sweep.name,
      sweep.variantId,
      sweep.datasetId,
      JSON.stringify(sweep.space),
      JSON.stringify(sweep.method),
      sweep.stopping === null ? null : JSON.stringify(sweep.stopping),
      sweep.metric,
      sweep.higherIsBetter,
      sweep.maxTrials,
      sweep.maxTotalEpochs,
      sweep.concurrency,
      sweep.seed,
      sweep.trainingSeed,
      sweep.mode,
      sweep.actor,
    ],
  );
  return rows[0]!;
}
