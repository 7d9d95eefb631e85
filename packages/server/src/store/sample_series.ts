import type { Queryable } from "../postgres/database.ts";

/** Which series, and how fine. */
export interface SeriesRequest {
  readonly runIds: readonly string[];
  readonly names: readonly string[];
  /** The most points of one series, at least 2. */
  readonly points: number;
  /** Whether the points are counted. @default {true} */
  readonly total?: boolean | undefined;
  /** Whether all points are read for the bounds of their stretches. @default {true} */
  readonly bounds?: boolean | undefined;
}

/** A series of a metric of a run, in order; the lists go together. */
export interface MetricSeries {
  readonly runId: string;
  readonly name: string;
  /** Points that there are; null if they were not to be counted. */
  readonly total: number | null;
  readonly steps: readonly number[];
  readonly epochs: readonly number[];
  readonly values: readonly number[];
  /** The least value since the point before; null if they were not asked for. */
  readonly minima: readonly number[] | null;
  /** The greatest value since the point before; null if they were not asked for. */
  readonly maxima: readonly number[] | null;
}

/**
 * Reads series of many runs in one statement, thinned out by the database: the steps up to the latest are cut into
 * stretches of one length, and of each there is the last point, with the least and the greatest value in it.
 *
 * Where a stretch begins and ends is known before a point is read: so its last point is one step into the key, and of a long
 * series few points are read. Bounds need all of them.
 */
export async function sampleSeries(
  db: Queryable,
  { runIds, names, points, total = true, bounds = true }: SeriesRequest,
): Promise<MetricSeries[]> {
  const { rows } = await db.query<MetricSeries>(
    `with parts as materialized (
       select metric.id, metric.run_id, metric.name, greatest(metric.step, 1)::int8 as length, attempt.number::int2 as attempt,
         coalesce((
           select resumed_step from run_attempts own
           where own.run_id = metric.run_id and own.attempt = attempt.number
         ), 0) as first,
         least(metric.step, (
           select min(resumed_step) from run_attempts later
           where later.run_id = metric.run_id and later.attempt > attempt.number
         )) as last
       from run_metrics metric cross join lateral generate_series(1, metric.attempt) attempt (number)
       where metric.run_id = any($1::text[]) and metric.name = any($2::text[])
     ), counted as materialized (
       select parts.*, ${total ? totalOfSeries : "null::int"} as total from parts
     ), stretches as (
       select counted.*, place.stretch,
         ((place.stretch * length + $3::int - 2) / ($3::int - 1))::int4 as lower,
         least(((place.stretch + 1) * length - 1) / ($3::int - 1), last)::int4 as upper
       from counted cross join lateral generate_series(
         first * ($3::int - 1) / length, last * ($3::int - 1) / length
       ) place (stretch)
     ), thinned as (
       select distinct on (run_id, name, stretch) run_id, name, stretch, total, held.step, held.epoch, held.value
         ${bounds ? boundsOfStretch : ""}
       from stretches cross join lateral (
         select step, epoch, value from metric_points
         where metric_id = stretches.id and attempt = stretches.attempt and step >= lower and step <= upper
         order by step desc limit 1
       ) held ${bounds ? readBounds : ""}
       order by run_id, name, stretch, held.step desc, attempt desc
     )
     select run_id as "runId", name, total,
       json_agg(step order by stretch) as steps,
       json_agg(epoch order by stretch) as epochs,
       json_agg(value order by stretch) as values,
       ${bounds ? "json_agg(minimum order by stretch)" : "null::json"} as minima,
       ${bounds ? "json_agg(maximum order by stretch)" : "null::json"} as maxima
     from thinned group by run_id, name, total order by run_id, name`,
    [runIds, names, points],
  );
  return rows;
}

const totalOfSeries = `(sum((
  select count(*) from metric_points
  where metric_id = parts.id and attempt = parts.attempt and step <= parts.last
)) over (partition by id))::int`;

/** A stretch in which an attempt went on has points of two attempts. */
const boundsOfStretch = `,
  min(extreme.minimum) over (partition by run_id, name, stretch) as minimum,
  max(extreme.maximum) over (partition by run_id, name, stretch) as maximum`;

const readBounds = `cross join lateral (
  select min(value) as minimum, max(value) as maximum from metric_points
  where metric_id = stretches.id and attempt = stretches.attempt and step >= lower and step <= upper
) extreme`;
