import type { Database } from "../postgres/database.ts";
import {
  countDisagreements as count,
  type Disagreement,
  type DisagreementSide,
  type EvaluationPair,
  listDisagreements as list,
} from "../store/list_disagreements.ts";
import { type PageBounds, planPage } from "./plan_page.ts";
import { readNumberCursor } from "./read_cursor.ts";

export type { Disagreement, DisagreementSide, EvaluationPair };

/** Which disagreements of each pair to list, in the terms of a connection. */
export interface ListDisagreements extends PageBounds {
  readonly side: DisagreementSide | null;
}

/** A part of where a pair disagrees. */
export interface DisagreementList {
  readonly nodes: readonly Disagreement[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
}

/**
 * Lists where pairs of evaluations disagree, in the order of the images, also from the end.
 *
 * @throws {InvalidInputError} If a cursor is none of ours, or the page is asked for from both ends.
 */
export async function listDisagreements(
  { database }: { readonly database: Database },
  pairs: readonly EvaluationPair[],
  { side, ...bounds }: ListDisagreements,
): Promise<readonly DisagreementList[]> {
  const plan = planPage(bounds);
  const lists = await list(database.pool, pairs, {
    side,
    after: readNumberCursor("after", bounds.after),
    before: readNumberCursor("before", bounds.before),
    fromEnd: plan.fromEnd,
    limit: plan.limit,
  });
  return lists.map((found) => {
    const { rows, ...rest } = plan.cut(found);
    return { nodes: rows, ...rest };
  });
}

/** Counts where pairs of evaluations disagree. */
export async function countDisagreements(
  { database }: { readonly database: Database },
  pairs: readonly EvaluationPair[],
  { side }: Pick<ListDisagreements, "side">,
): Promise<readonly number[]> {
  return await count(database.pool, pairs, { side });
}
