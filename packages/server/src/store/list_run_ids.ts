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
  /** Only what comes before this one. */
  readonly before?: RunPlace | undefined;
  /** Whether it is the last ones that are read, the last one first. */
  readonly fromEnd: boolean;
  readonly limit: number;
}

/**
 * Lists runs in an order, by their ids; two statements if a metric sorts and the runs at that end do not fill the page, else one.
 *
 * @returns The runs in the order in which they were read.
 */
export async function listRunIds(db: Queryable, page: RunPage): Promise<readonly RunPlace[]> {
  const { metric } = page.order;
  if (metric === undefined) {
    return await listByTime(db, page);
  }
  const parts = [
    (limit: number) => listByMetric(db, { ...page, limit }, metric),
    (limit: number) => listWithout(db, { ...page, limit }, metric),
  ];
  const places: RunPlace[] = [];
  for (const part of page.fromEnd ? parts.toReversed() : parts) {
    if (places.length < page.limit) {
      places.push(...(await part(page.limit - places.length)));
    }
  }
  return places;
}

/** Runs without the metric stand behind all that have it, newest first. */
async function listWithout(
  db: Queryable,
  { filter, after, before, ...page }: RunPage,
  metric: string,
): Promise<readonly RunPlace[]> {
  if (before !== undefined && before.value !== null) {
    return [];
  }
  return await listByTime(db, {
    ...page,
    filter: { and: [filter, { not: { metric: { name: metric } } }] },
    order: {},
    after: after?.value === null ? after : undefined,
    before,
  });
}

/** The signs with which keys go on and back, and their direction in the order in which rows are read. */
function directionOf(
  isAscending: boolean,
  fromEnd: boolean,
): readonly [on: string, back: string, direction: string] {
  const [on, back] = isAscending ? [">", "<"] : ["<", ">"];
  return [on, back, isAscending === fromEnd ? "desc" : "asc"];
}

async function listByTime(
  db: Queryable,
  { filter, order, after, before, fromEnd, limit }: RunPage,
): Promise<RunPlace[]> {
  const { values, bind } = binding();
  const condition = runCondition(filter, bind);
  const [on, back, direction] = directionOf(order.ascending === true, fromEnd);
  const beyond = (sign: string, place: RunPlace | undefined): string =>
    place === undefined ? "true" : `run.id ${sign} ${bind(place.id)}`;
  const { rows } = await db.query<{ id: string }>(
    `select run.id from runs run where ${condition} and ${beyond(on, after)} and ${beyond(back, before)}
     order by run.id ${direction} limit ${bind(limit)}`,
    values,
  );
  return rows.map(({ id }) => ({ id, value: null }));
}

async function listByMetric(
  db: Queryable,
  { filter, order, after, before, fromEnd, limit }: RunPage,
  metric: string,
): Promise<RunPlace[]> {
  if (after !== undefined && after.value === null) {
    return [];
  }
  const { values, bind } = binding();
  const condition = runCondition(filter, bind);
  const [on, back, direction] = directionOf(order.ascending === true, fromEnd);
  const beyond = (sign: string, place: RunPlace | undefined): string =>
    place === undefined || place.value === null
      ? "true"
      : `(sorting.value, sorting.run_id) ${sign} (${bind(place.value)}::float8, ${bind(place.id)})`;
  const { rows } = await db.query<RunPlace>(
    `select run.id, sorting.value from run_metrics sorting join runs run on run.id = sorting.run_id
     where sorting.name = ${bind(metric)} and sorting.value is not null and ${condition}
       and ${beyond(on, after)} and ${beyond(back, before)}
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
