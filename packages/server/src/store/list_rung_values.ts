import type { Queryable } from "../postgres/database.ts";
import { countingPoints } from "./counting_points.ts";

/** What a run showed after some epochs. */
export interface RungValue {
  readonly runId: string;
  readonly epoch: number;
  readonly value: number;
}

/** Lists what runs showed of a metric after certain epochs. */
export async function listRungValues(
  db: Queryable,
  wanted: { readonly runIds: readonly string[]; readonly epochs: readonly number[]; readonly metric: string },
): Promise<RungValue[]> {
  const { rows } = await db.query<RungValue>(
    `select metric.run_id as "runId", point.epoch, point.value
     from run_metrics metric join metric_points point on point.metric_id = metric.id
     where metric.run_id = any($1::text[]) and metric.name = $2 and point.epoch = any($3::int[])
       and ${countingPoints("point", "metric.run_id")}`,
    [wanted.runIds, wanted.metric, wanted.epochs],
  );
  return rows;
}
