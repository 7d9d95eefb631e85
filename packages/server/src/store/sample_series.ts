import type { Queryable } from "../postgres/database.ts";

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
 * Reads series of many runs in one statement, thinned out by the database: the steps up to the latest are cut into
 * stretches of one length, and of each there is the last point, with the least and the greatest value in it.
 */
export async function sampleSeries(
  db: Queryable,
  { runIds, names, points }: SeriesRequest,
): Promise<MetricSeries[]> {
  const { rows } = await db.query<MetricSeries>(
    `with bounds as (
       select run_id, attempt, min(resumed_step) over (
         partition by run_id order by attempt rows between 1 following and unbounded following
       ) as until
       from run_attempts where run_id = any($1::text[])
     ), chosen as materialized (
       select id, run_id, name, greatest(step, 1) as length from run_metrics
       where run_id = any($1::text[]) and name = any($2::text[])
     ), thinned as (
       select chosen.id, point.step::int8 * ($3::int - 1) / chosen.length as stretch, count(*) as points,
         max(point.step) as step, max(point.attempt) as attempt, min(point.value) as minimum, max(point.value) as maximum
       from chosen join metric_points point on point.metric_id = chosen.id
       left join bounds on bounds.run_id = chosen.run_id and bounds.attempt = point.attempt
       where bounds.until is null or point.step <= bounds.until
       group by 1, 2
     )
     select chosen.run_id as "runId", chosen.name, sum(thinned.points)::int as total,
       json_agg(last.step order by last.step) as steps,
       json_agg(last.epoch order by last.step) as epochs,
       json_agg(last.value order by last.step) as values,
       json_agg(thinned.minimum order by last.step) as minima,
       json_agg(thinned.maximum order by last.step) as maxima
     from thinned join chosen using (id)
     join metric_points last on last.metric_id = thinned.id and last.attempt = thinned.attempt and last.step = thinned.step
     group by chosen.id, chosen.run_id, chosen.name order by chosen.run_id, chosen.name`,
    [runIds, names, points],
  );
  return rows;
}
