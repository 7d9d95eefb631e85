import type { Database } from "../postgres/database.ts";
import { listRelatedIds, type Relation } from "../store/list_related_ids.ts";
import { type PageBounds, planPage } from "./plan_page.ts";
import { readIdCursor } from "./read_cursor.ts";

export type { Relation };

/** A part of what belongs to an owner, newest first. */
export interface RelatedList {
  readonly ids: readonly string[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
}

/**
 * Lists what belongs to owners by its ids, newest first, also from the end. Pages are found by the row at their border: while
 * rows are added, none is skipped and none comes twice.
 *
 * @throws {InvalidInputError} If a cursor is none of ours, or the page is asked for from both ends.
 */
export async function listRelated(
  { database }: { readonly database: Database },
  relation: Relation,
  { owners, ...bounds }: PageBounds & { readonly owners: readonly string[] },
): Promise<readonly RelatedList[]> {
  const plan = planPage(bounds);
  const lists = await listRelatedIds(database.pool, relation, {
    owners,
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
