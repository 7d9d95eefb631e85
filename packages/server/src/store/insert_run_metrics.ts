import type { PoolClient } from "pg";

/** The figures of one epoch, by name. */
export interface EpochMetrics {
  readonly epoch: number;
  readonly values: Readonly<Record<string, number>>;
}

/** Inserts the figures of an epoch of a run's latest attempt; doing it twice is doing it once. */
export async function insertRunMetrics(
  client: PoolClient,
  runId: string,
  { epoch, values }: EpochMetrics,
): Promise<void> {
  await client.query(
    `insert into run_metrics (run_id, epoch, name, value)
     select $1, $2, name, value from unnest($3::text[], $4::float8[]) as metric (name, value)
     on conflict (run_id, epoch, name) do update set value = excluded.value`,
    [runId, epoch, Object.keys(values), Object.values(values)],
  );
}
