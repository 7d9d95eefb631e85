import type { Database } from "../postgres/database.ts";
import {
  countDisagreements as count,
  type Disagreement,
  type DisagreementSide,
  type EvaluationPair,
  listDisagreements as list,
} from "../store/list_disagreements.ts";
import { type CutPage, type PageBounds, planPage } from "./plan_page.ts";
import { readNumberCursor } from "./read_cursor.ts";

export type { Disagreement, DisagreementSide, EvaluationPair };

/** Which disagreements of each pair to list, in the terms of a connection. */
export interface ListDisagreements extends PageBounds {
  readonly side: DisagreementSide | null;
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
): Promise<readonly CutPage<Disagreement>[]> {
  const plan = planPage(bounds);
  const lists = await list(database.pool, pairs, {
    side,
    after: readNumberCursor("after", bounds.after),
    before: readNumberCursor("before", bounds.before),
    fromEnd: plan.fromEnd,
    limit: plan.limit,
  });
  return lists.map((found) => plan.cut(found));
}

/** Counts where pairs of evaluations disagree. */
export async function countDisagreements(
  { database }: { readonly database: Database },
  pairs: readonly EvaluationPair[],
  { side }: Pick<ListDisagreements, "side">,
): Promise<readonly number[]> {
  return await count(database.pool, pairs, { side });
}
