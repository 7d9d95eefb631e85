import { InvalidInputError } from "../errors/invalid_input_error.ts";
import type { Database } from "../postgres/database.ts";
import { listRelatedIds, type Relation } from "../store/list_related_ids.ts";

export type { Relation };

/** Which part of what belongs to each owner to list, in the terms of a connection. */
export interface RelatedPage {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
  readonly last?: number | null | undefined;
  readonly before?: string | null | undefined;
}

/** A part of what belongs to an owner, newest first. */
export interface RelatedList {
  readonly ids: readonly string[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
}

const usualCount = 20;
const mostRelated = 100;

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Lists what belongs to owners by its ids, newest first, also from the end. Pages are found by the row at their border: while
 * rows are added, none is skipped and none comes twice.
 *
 * @throws {InvalidInputError} If a cursor is none of ours, or the page is asked for from both ends.
 */
export async function listRelated(
  { database }: { readonly database: Database },
  relation: Relation,
  { owners, first, after, last, before }: RelatedPage & { readonly owners: readonly string[] },
): Promise<readonly RelatedList[]> {
  checkCursor("after", after);
  checkCursor("before", before);
  if (first != null && last != null) {
    const message = "Cannot find the page as only one of first and last may be given: current value is both";
    throw new InvalidInputError({ code: "BAD_USER_INPUT", path: "last", message, received: String(last) });
  }
  const isForward = last == null;
  const most = Math.min(Math.max((isForward ? first : last) ?? usualCount, 0), mostRelated);
  const lists = await listRelatedIds(database.pool, relation, {
    owners,
    after: after ?? undefined,
    before: before ?? undefined,
    from: isForward ? "newest" : "oldest",
    limit: most + 1,
  });
  return lists.map((found) => {
    const [ids, isMore] = [found.slice(0, most), found.length > most];
    return isForward
      ? { ids, hasNextPage: isMore, hasPreviousPage: after != null }
      : { ids: ids.reverse(), hasNextPage: before != null, hasPreviousPage: isMore };
  });
}

function checkCursor(path: string, cursor: string | null | undefined): void {
  if (cursor != null && !uuid.test(cursor)) {
    const message = "Cannot find the page as its cursor must be one that a page before it gave";
    throw new InvalidInputError({ code: "BAD_USER_INPUT", path, message });
  }
}
