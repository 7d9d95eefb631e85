import type { Queryable } from "../postgres/database.ts";
import { binding } from "./list_run_ids.ts";
import { byOwner, perOwner } from "./per_owner.ts";
import { type PredictionFilter, type PredictionScope, predictionCondition } from "./prediction_condition.ts";

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
  const most = bind(limit);
  const behind = after === undefined ? "true" : `each.id < ${bind(after)}`;
  const pages = perOwner(
    owners,
    bind,
    (owner) =>
      `select each.id from predictions each
       where ${predictionCondition({ scope, owner }, filter, bind)} and ${behind} order by each.id desc limit ${most}`,
  );
  const { rows } = await db.query<{ place: number; id: string }>(
    `select place, id from (${pages}) as part order by place, id desc`,
    values,
  );
  return byOwner(owners, rows).map((list) => list.map(({ id }) => id));
}

/** Counts predictions, for any number of owners in one statement. @returns One number an owner. */
export async function countPredictions(
  db: Queryable,
  owners: readonly string[],
  { scope, filter }: Pick<PredictionPage, "scope" | "filter">,
): Promise<readonly number[]> {
  const { values, bind } = binding();
  const counts = perOwner(
    owners,
    bind,
    (owner) =>
      `select count(*)::int as count from predictions each where ${predictionCondition({ scope, owner }, filter, bind)}`,
  );
  const { rows } = await db.query<{ count: number }>(`${counts} order by place`, values);
  return rows.map(({ count }) => count);
}
