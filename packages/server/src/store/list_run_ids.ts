import type { Queryable } from "../postgres/database.ts";
import { type Bind, runCondition } from "./run_condition.ts";
import type { RunFilter } from "./run_filter.ts";

/** By what runs are sorted: when they were made, or their latest value of a metric. */
export interface RunOrder {
  /** Left out: by when they were made. Runs without the metric come last. */
  readonly metric?: string | undefined;
  /** Whether small comes first. @default {false} */
  readonly ascending?: boolean | undefined;
}

/** Where a run stands in an order. */
export interface RunPlace {
  readonly id: string;
  /** Its value of the metric that sorts; null if there is none. */
  readonly value: number | null;
}

/** Which part of the runs to list. */
export interface RunPage {
  readonly filter: RunFilter;
  readonly order: RunOrder;
  /** Only what comes behind this one. */
  readonly after?: RunPlace | undefined;
  readonly limit: number;
}

/** Lists runs in an order, by their ids; two statements if a metric sorts and its runs do not fill the page, else one. */
export async function listRunIds(db: Queryable, page: RunPage): Promise<RunPlace[]> {
  const { order, after, limit } = page;
  if (order.metric === undefined) {
    return await listByTime(db, page);
  }
  const places =
    after !== undefined && after.value === null ? [] : await listByMetric(db, page, order.metric);
  if (places.length === limit) {
    return places;
  }
  const behind = after?.value === null ? after : undefined;
  const without = { not: { metric: { name: order.metric } } };
  const rest = await listByTime(db, {
    filter: { and: [page.filter, without] },
    order: {},
    after: behind,
    limit: limit - places.length,
  });
  return [...places, ...rest];
}

async function listByTime(db: Queryable, { filter, order, after, limit }: RunPage): Promise<RunPlace[]> {
  const { values, bind } = binding();
  const condition = runCondition(filter, bind);
  const [sign, direction] = order.ascending === true ? [">", "asc"] : ["<", "desc"];
  const behind = after === undefined ? "true" : `run.id ${sign} ${bind(after.id)}`;
  const { rows } = await db.query<{ id: string }>(
    `select run.id from runs run where ${condition} and ${behind}
     order by run.id ${direction} limit ${bind(limit)}`,
    values,
  );
  return rows.map(({ id }) => ({ id, value: null }));
}

async function listByMetric(
  db: Queryable,
  { filter, order, after, limit }: RunPage,
  metric: string,
): Promise<RunPlace[]> {
  const { values, bind } = binding();
  const condition = runCondition(filter, bind);
  const [sign, direction] = order.ascending === true ? [">", "asc"] : ["<", "desc"];
  const behind =
    after === undefined
      ? "true"
      : `(sorting.value, sorting.run_id) ${sign} (${bind(after.value)}::float8, ${bind(after.id)})`;
  const { rows } = await db.query<RunPlace>(
    `select run.id, sorting.value from run_metrics sorting join runs run on run.id = sorting.run_id
     where sorting.name = ${bind(metric)} and sorting.value is not null and ${condition} and ${behind}
     order by sorting.value ${direction}, sorting.run_id ${direction} limit ${bind(limit)}`,
    values,
  );
  return rows;
}

/** Collects the values of a statement. */
export function binding(): { readonly values: unknown[]; readonly bind: Bind } {
  const values: unknown[] = [];
  return { values, bind: (value) => `$${values.push(value)}` };
}
