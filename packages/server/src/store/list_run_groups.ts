import type { EngineMode } from "../generated/prisma/client.ts";
import type { Queryable } from "../postgres/database.ts";
import { binding } from "./list_run_ids.ts";
import { type Bind, runCondition } from "./run_condition.ts";
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

/** By what groups are sorted; those of equal figures, and all by default, by their variants, the newest first. */
export interface RunGroupOrder {
  readonly by: "mean" | "n" | "deviation";
  /** @default {false} */
  readonly ascending?: boolean | undefined;
}

/** Where a group stands in an order. */
export interface RunGroupPlace extends RunGroupKey {
  /** The figure that sorts; null if it has none, or none sorts. */
  readonly figure: number | null;
}

/** Which groups. */
export interface RunGroupChoice {
  readonly filter: RunFilter;
  readonly metric: string;
  /** Only groups of so many seeds. */
  readonly minimum: number;
}

/** Which part of the groups to list. */
export interface RunGroupPage extends RunGroupChoice {
  readonly order?: RunGroupOrder | undefined;
  /** Only what comes behind this one. */
  readonly after?: RunGroupPlace | undefined;
  /** Only what comes before this one. */
  readonly before?: RunGroupPlace | undefined;
  /** Whether it is the last ones that are read, the last one first. */
  readonly fromEnd: boolean;
  readonly limit: number;
}

const key = `run.variant_id, run.dataset_id, run.mode::text, coalesce(run.parent_id, '')`;

/** The figures that sort; summed up in the order of the seeds, so that they are the same bits each time. */
const sortingFigures = {
  mean: "avg(value order by seed)",
  n: "count(*)::float8",
  deviation: "stddev_samp(value order by seed)",
} as const;

/**
 * Lists groups of runs that succeeded, in one statement. Of runs with one seed the newest counts alone: training again with the same seed
 * tells nothing of how results vary.
 *
 * @returns The groups in the order in which they were read.
 */
export async function listRunGroups(
  db: Queryable,
  { order, after, before, fromEnd, limit, ...choice }: RunGroupPage,
): Promise<(RunGroup & RunGroupPlace)[]> {
  const { values, bind } = binding();
  const grouped = groupedRuns(choice, order === undefined ? "null::float8" : sortingFigures[order.by], bind);
  const isAscending = order?.ascending === true;
  const [figures, others] = [isAscending === fromEnd ? "desc" : "asc", fromEnd ? "asc" : "desc"];
  const beyond = (isBehind: boolean, place: RunGroupPlace | undefined): string =>
    place === undefined ? "true" : comparison(place, { isAscending, isBehind }, bind);
  const { rows } = await db.query<RunGroup & RunGroupPlace>(
    `${grouped}
     select variant_id as "variantId", dataset_id as "datasetId", mode, parent_id as "parentId", values, figure
     from grouped where ${beyond(true, after)} and ${beyond(false, before)}
     order by figure ${figures} nulls ${fromEnd ? "first" : "last"}, variant_id ${others}, dataset_id ${others}, mode ${others},
       parent_id ${others}
     limit ${bind(limit)}`,
    values,
  );
  return rows;
}

/** Counts groups, without their values: which run of a seed is the newest does not matter for that. */
export async function countRunGroups(db: Queryable, choice: RunGroupChoice): Promise<number> {
  const { values, bind } = binding();
  const enough = choice.minimum > 1 ? `having count(distinct run.seed) >= ${bind(choice.minimum)}` : "";
  const { rows } = await db.query<{ count: number }>(
    `select count(*)::int as count from (select from ${measuredRuns(choice, bind)} group by ${key} ${enough}) counted`,
    values,
  );
  return rows[0]!.count;
}

/** Writes which runs count, as `run`, with their values as `measurement`. */
function measuredRuns({ filter, metric }: RunGroupChoice, bind: Bind): string {
  return `runs run join run_metrics measurement on measurement.run_id = run.id
       where measurement.name = ${bind(metric)} and measurement.value is not null and run.state = 'SUCCEEDED'
         and ${runCondition(filter, bind)}`;
}

/** Writes what gives `grouped`. @param figure What sorts. */
function groupedRuns(choice: RunGroupChoice, figure: string, bind: Bind): string {
  return `with measured as (
       select distinct on (${key}, run.seed) run.variant_id, run.dataset_id, run.mode::text as mode,
         coalesce(run.parent_id, '') as parent_id, run.seed, measurement.value
       from ${measuredRuns(choice, bind)}
       order by ${key}, run.seed, run.id desc
     ),
     grouped as (
       select variant_id, dataset_id, mode, parent_id, array_agg(value order by seed) as values, ${figure} as figure
       from measured group by 1, 2, 3, 4 having count(*) >= ${bind(choice.minimum)}
     )`;
}

/** Writes that a group comes behind another one, or before it; those without a figure come last. */
function comparison(
  { figure, variantId, datasetId, mode, parentId }: RunGroupPlace,
  { isAscending, isBehind }: { readonly isAscending: boolean; readonly isBehind: boolean },
  bind: Bind,
): string {
  const key = [variantId, datasetId, mode, parentId].map(bind).join(", ");
  const beyond = `(variant_id, dataset_id, mode, parent_id) ${isBehind ? "<" : ">"} (${key})`;
  if (figure === null) {
    return isBehind ? `(figure is null and ${beyond})` : `(figure is not null or ${beyond})`;
  }
  const value = `${bind(figure)}::float8`;
  const sign = isAscending === isBehind ? ">" : "<";
  const without = isBehind ? "figure is null or " : "";
  return `(${without}figure ${sign} ${value} or (figure = ${value} and ${beyond}))`;
}
