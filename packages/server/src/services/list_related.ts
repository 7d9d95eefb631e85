import { InvalidInputError } from "../errors/invalid_input_error.ts";
import type { Database } from "../postgres/database.ts";
import { listRelatedIds, type Relation } from "../store/list_related_ids.ts";

export type { Relation };

/** Which part of what belongs to each owner to list, in the terms of a connection. */
export interface RelatedPage {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
}

const defaultFirst = 20;
const mostRelated = 100;

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Lists what belongs to owners by its ids, newest first.
 *
 * @throws {InvalidInputError} If the cursor is none of ours.
 */
export async function listRelated(
  { database }: { readonly database: Database },
  relation: Relation,
  { owners, first, after }: RelatedPage & { readonly owners: readonly string[] },
): Promise<readonly { readonly ids: readonly string[]; readonly hasNextPage: boolean }[]> {
  if (after != null && !uuid.test(after)) {
    const message = "Cannot find the page as its cursor must be one that a page before it gave";
    throw new InvalidInputError({ code: "BAD_USER_INPUT", path: "after", message });
  }
  const most = Math.min(Math.max(first ?? defaultFirst, 0), mostRelated);
  const page = { owners, after: after ?? undefined, limit: most + 1 };
  const lists = await listRelatedIds(database.pool, relation, page);
  return lists.map((ids) => ({ ids: ids.slice(0, most), hasNextPage: ids.length > most }));
}
