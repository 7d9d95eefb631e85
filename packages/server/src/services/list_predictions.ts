import { InvalidInputError } from "../errors/invalid_input_error.ts";
import type { Database } from "../postgres/database.ts";
import {
  countPredictions as count,
  listPredictionIds,
  type PredictionPage,
} from "../store/list_prediction_ids.ts";
import type { PredictionFilter, PredictionScope } from "../store/prediction_condition.ts";

export type { PredictionFilter, PredictionScope };

/** Which predictions of each owner to list, in the terms of a connection. */
export interface ListPredictions {
  readonly scope: PredictionScope;
  readonly filter: PredictionFilter;
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
}

/** A part of the predictions of an owner, newest first. */
export interface PredictionList {
  readonly ids: readonly string[];
  readonly hasNextPage: boolean;
}

const defaultFirst = 20;
const mostPredictions = 100;
const mostListed = 100;

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Lists predictions of owners. Pages are found by the id at their border: while predictions are added, none is skipped and
 * none comes twice.
 *
 * @throws {InvalidInputError} If the filter cannot be used, or the cursor is none of ours.
 */
export async function listPredictions(
  { database }: { readonly database: Database },
  owners: readonly string[],
  { scope, filter, first, after }: ListPredictions,
): Promise<readonly PredictionList[]> {
  checkFilter(filter);
  if (after != null && !uuid.test(after)) {
    const message = "Cannot find the page as its cursor must be one that a page before it gave";
    throw new InvalidInputError({ code: "BAD_USER_INPUT", path: "after", message });
  }
  const most = Math.min(Math.max(first ?? defaultFirst, 0), mostPredictions);
  const page: PredictionPage = { scope, filter, after: after ?? undefined, limit: most + 1 };
  const lists = await listPredictionIds(database.pool, owners, page);
  return lists.map((ids) => ({ ids: ids.slice(0, most), hasNextPage: ids.length > most }));
}

/**
 * Counts predictions of owners.
 *
 * @throws {InvalidInputError} If the filter cannot be used.
 */
export async function countPredictions(
  { database }: { readonly database: Database },
  owners: readonly string[],
  { scope, filter }: Pick<ListPredictions, "scope" | "filter">,
): Promise<readonly number[]> {
  checkFilter(filter);
  return await count(database.pool, owners, { scope, filter });
}

function checkFilter(filter: PredictionFilter): void {
  for (const name of ["labels", "actors"] as const) {
    const list = filter[name] ?? [];
    if (list.length > mostListed) {
      const path = `filter.${name}`;
      const message = `Cannot list predictions as ${path} must have at most ${mostListed} values: current number is ${list.length}`;
      throw new InvalidInputError({ code: "BAD_USER_INPUT", path, message, received: String(list.length) });
    }
  }
}
