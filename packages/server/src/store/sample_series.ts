import type { Queryable } from "../postgres/database.ts";
import { countingPoints } from "./counting_points.ts";

/** Which series, and how fine. */
export interface SeriesRequest {
  readonly runIds: readonly string[];
  readonly names: readonly string[];
  /** The most points of one series, at least 2. */
  readonly points: number;
}

/** A series of a metric of a run, in order; the lists go together. */
export interface MetricSeries {
  readonly runId: string;
  readonly name: string;
  /** Points that there are. */
  readonly total: number;
  readonly steps: readonly number[];
  readonly epochs: readonly number[];
  readonly values: readonly number[];
  /** The least value since the point before. */
  readonly minima: readonly number[];
  /** The greatest value since the point before. */
  readonly maxima: readonly number[];
}

/**
 * Reads series of many runs in one statement, thinned out by the database: of each stretch of a long series its last
 * point, and the least and the greatest value in it. The first and the last point of a series are always there.
 */
export async function sampleSeries(
  db: Queryable,
  { runIds, names, points }: SeriesRequest,
): Promise<MetricSeries[]> {
  const { rows } = await db.query<MetricSeries>(
    `with numbered as (
       select metric.id, point.step, point.epoch, point.value,
         row_number() over (partition by metric.id order by point.step, point.attempt) as position,
         count(*) over (partition by metric.id) as total
       from run_metrics metric join metric_points point on point.metric_id = metric.id
       where metric.run_id = any($1::text[]) and metric.name = any($2::text[])
         and ${countingPoints("point", "metric.run_id")}
     ), stretched as (
       select *, case when total <= $3 then position else ((position - 1) * ($3 - 1) + total - 2) / (total - 1) end as stretch
       from numbered
     ), thinned as (
       select id, max(total) as total, max(position) as position, max(step) as step, max(epoch) as epoch,
         min(value) as minimum, max(value) as maximum
       from stretched group by id, stretch
     ), complete as (
       select thinned.*, stretched.value from thinned join stretched using (id, position)
     )
     select metric.run_id as "runId", metric.name, max(complete.total)::int as total,
       json_agg(complete.step order by complete.position) as steps,
       json_agg(complete.epoch order by complete.position) as epochs,
       json_agg(complete.value order by complete.position) as values,
       json_agg(complete.minimum order by complete.position) as minima,
       json_agg(complete.maximum order by complete.position) as maxima
     from complete join run_metrics metric on metric.id = complete.id
     group by metric.id order by metric.run_id, metric.name`,
    [runIds, names, points],
  );
  return rows;
}
