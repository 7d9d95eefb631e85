import type { PoolClient } from "pg";
import type { RunClaim } from "./lock_claimed_run.ts";

/** Figures of one moment of a training, by name. */
export interface MetricFigures {
  /** Epochs done. */
  readonly epoch: number;
  /** Steps done. */
  readonly step: number;
  readonly values: Readonly<Record<string, number>>;
}

/**
 * Inserts figures of an attempt: a point of each metric's series, and its latest value. Doing it twice is doing it once.
 */
export async function insertRunMetrics(
  client: PoolClient,
  { runId, attempt }: RunClaim,
  { epoch, step, values }: MetricFigures,
): Promise<void> {
  await client.query(
    `with told as (select name, value from unnest($5::text[], $6::float8[]) as metric (name, value)),
     series as (
       insert into run_metrics (run_id, name, value, step, epoch, attempt)
       select $1, name, value, $3, $4, $2 from told order by name
       on conflict (run_id, name) do update set value = excluded.value, step = excluded.step,
         epoch = excluded.epoch, attempt = excluded.attempt
       returning id, name
     )
     insert into metric_points (metric_id, attempt, step, epoch, value)
     select series.id, $2::int4, $3::int4, $4::int4, told.value from series join told using (name)
     on conflict (metric_id, attempt, step) do update set value = excluded.value, epoch = excluded.epoch`,
    [runId, attempt, step, epoch, Object.keys(values), Object.values(values)],
  );
}
