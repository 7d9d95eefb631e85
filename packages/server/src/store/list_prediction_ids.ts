import type { Queryable } from "../postgres/database.ts";
import { binding } from "./list_run_ids.ts";
import {
  ownerCondition,
  type PredictionFilter,
  type PredictionScope,
  predictionCondition,
} from "./prediction_condition.ts";

/** Which part of the predictions of each owner to list. */
export interface PredictionPage {
  readonly scope: PredictionScope;
  readonly filter: PredictionFilter;
  /** Only what comes behind this one. */
  readonly after?: string | undefined;
  readonly limit: number;
}

/** Lists ids of predictions, newest first, for any number of owners in one statement. @returns One list an owner. */
export async function listPredictionIds(
  db: Queryable,
  owners: readonly string[],
  { scope, filter, after, limit }: PredictionPage,
): Promise<readonly (readonly string[])[]> {
  const { values, bind } = binding();
  const behind = after === undefined ? "true" : `each.id < ${bind(after)}`;
  const { rows } = await db.query<{ place: number; id: string }>(
    `select owner.place::int, page.id
     from unnest(${bind(owners)}::text[]) with ordinality as owner (id, place)
     cross join lateral (
       select each.id from predictions each
       where ${ownerCondition[scope]} and ${predictionCondition(filter, bind)} and ${behind}
       order by each.id desc limit ${bind(limit)}
     ) as page
     order by owner.place, page.id desc`,
    values,
  );
  const lists: string[][] = owners.map(() => []);
  for (const { place, id } of rows) {
    lists[place - 1]!.push(id);
  }
  return lists;
}

/** Counts predictions, for any number of owners in one statement. @returns One number an owner. */
export async function countPredictions(
  db: Queryable,
  owners: readonly string[],
  { scope, filter }: Pick<PredictionPage, "scope" | "filter">,
): Promise<readonly number[]> {
  const { values, bind } = binding();
  const { rows } = await db.query<{ count: number }>(
    `select (
       select count(*) from predictions each where ${ownerCondition[scope]} and ${predictionCondition(filter, bind)}
     )::int as count
     from unnest(${bind(owners)}::text[]) with ordinality as owner (id, place) order by owner.place`,
    values,
  );
  return rows.map(({ count }) => count);
}
