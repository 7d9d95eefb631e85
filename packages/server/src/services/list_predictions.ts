import { InvalidInputError } from "../errors/invalid_input_error.ts";
import type { Database } from "../postgres/database.ts";
import { countPredictions as count, listPredictionIds } from "../store/list_prediction_ids.ts";
import type { PredictionFilter, PredictionScope } from "../store/prediction_condition.ts";
import { type PageBounds, planPage } from "./plan_page.ts";
import { readIdCursor } from "./read_cursor.ts";

export type { PredictionFilter, PredictionScope };

/** Which predictions of each owner to list, in the terms of a connection. */
export interface ListPredictions extends PageBounds {
  readonly scope: PredictionScope;
  readonly filter: PredictionFilter;
}

/** A part of the predictions of an owner, newest first. */
export interface PredictionList {
  readonly ids: readonly string[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
}

const mostListed = 100;

/**
 * Lists predictions of owners, newest first, also from the end. Pages are found by the id at their border: while predictions are added, none is skipped and
 * none comes twice.
 *
 * @throws {InvalidInputError} If the filter cannot be used, a cursor is none of ours, or the page is asked for from both ends.
 */
export async function listPredictions(
  { database }: { readonly database: Database },
  owners: readonly string[],
  { scope, filter, ...bounds }: ListPredictions,
): Promise<readonly PredictionList[]> {
  checkFilter(filter);
  const plan = planPage(bounds);
  const lists = await listPredictionIds(database.pool, owners, {
    scope,
    filter,
    after: readIdCursor("after", bounds.after),
    before: readIdCursor("before", bounds.before),
    from: plan.fromEnd ? "oldest" : "newest",
    limit: plan.limit,
  });
  return lists.map((found) => {
    const { nodes, ...rest } = plan.cut(found);
    return { ids: nodes, ...rest };
  });
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
