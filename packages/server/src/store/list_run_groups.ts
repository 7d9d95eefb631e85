import type { EngineMode } from "../generated/prisma/client.ts";
import type { Queryable } from "../postgres/database.ts";
import { binding } from "./list_run_ids.ts";
import { runCondition } from "./run_condition.ts";
import type { RunFilter } from "./run_filter.ts";

/** What runs of a group have in common: all but the seed. */
export interface RunGroupKey {
  readonly variantId: string;
  readonly datasetId: string;
  readonly mode: EngineMode;
  /** The version that they start from; empty if they start from their seeds alone. */
  readonly parentId: string;
}

/** A group of runs with its values of a metric, one of each seed, in the order of the seeds. */
export interface RunGroup extends RunGroupKey {
  readonly values: readonly number[];
}

/** Which part of the groups to list. */
export interface RunGroupPage {
  readonly filter: RunFilter;
  readonly metric: string;
  /** Only what comes behind this one. */
  readonly after?: RunGroupKey | undefined;
  readonly limit: number;
}

const key = `run.variant_id, run.dataset_id, run.mode::text, coalesce(run.parent_id, '')`;

/**
 * Lists groups of runs that succeeded, those of the newest variants first, in one statement. Of runs with one seed the newest
 * counts alone: training again with the same seed tells nothing of how results vary.
 */
export async function listRunGroups(
  db: Queryable,
  { filter, metric, after, limit }: RunGroupPage,
): Promise<RunGroup[]> {
  const { values, bind } = binding();
  const name = bind(metric);
  const condition = runCondition(filter, bind);
  const behind =
    after === undefined
      ? "true"
      : `(${key}) < (${[after.variantId, after.datasetId, after.mode, after.parentId].map(bind).join(", ")})`;
  const { rows } = await db.query<RunGroup>(
    `with measured as (
       select distinct on (${key}, run.seed) run.variant_id, run.dataset_id, run.mode::text as mode,
         coalesce(run.parent_id, '') as parent_id, run.seed, measurement.value
       from runs run join run_metrics measurement on measurement.run_id = run.id
       where measurement.name = ${name} and measurement.value is not null and run.state = 'SUCCEEDED'
         and ${condition} and ${behind}
       order by ${key}, run.seed, run.id desc
     )
     select variant_id as "variantId", dataset_id as "datasetId", mode, parent_id as "parentId",
       array_agg(value order by seed) as values
     from measured group by 1, 2, 3, 4 order by 1 desc, 2 desc, 3 desc, 4 desc limit ${bind(limit)}`,
    values,
  );
  return rows;
}
