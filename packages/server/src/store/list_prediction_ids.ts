import type { Queryable } from "../postgres/database.ts";
import { binding } from "./list_run_ids.ts";
import { byOwner, perOwner } from "./per_owner.ts";
import { type PredictionFilter, type PredictionScope, predictionCondition } from "./prediction_condition.ts";

/** Which part of the predictions of each owner to list. */
export interface PredictionPage {
  readonly scope: PredictionScope;
  readonly filter: PredictionFilter;
  /** Only what is older than this one. */
  readonly after?: string | undefined;
  /** Only what is newer than this one. */
  readonly before?: string | undefined;
  /** From which end the rows are counted. */
  readonly from: "newest" | "oldest";
  readonly limit: number;
}

/**
 * Lists ids of predictions, for any number of owners in one statement.
 *
 * @returns One list an owner, whose ids come in the order in which they were counted.
 */
export async function listPredictionIds(
  db: Queryable,
  owners: readonly string[],
  { scope, filter, after, before, from, limit }: PredictionPage,
): Promise<readonly (readonly string[])[]> {
  const { values, bind } = binding();
  const most = bind(limit);
  const older = after === undefined ? "true" : `each.id < ${bind(after)}`;
  const newer = before === undefined ? "true" : `each.id > ${bind(before)}`;
  const direction = from === "newest" ? "desc" : "asc";
  const pages = perOwner(
    owners,
    bind,
    (owner) =>
      `select each.id from predictions each
       where ${predictionCondition({ scope, owner }, filter, bind)} and ${older} and ${newer}
       order by each.id ${direction} limit ${most}`,
  );
  const { rows } = await db.query<{ place: number; id: string }>(
    `select place, id from (${pages}) as part order by place, id ${direction}`,
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
