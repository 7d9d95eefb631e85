import type { Database } from "../postgres/database.ts";
import {
  countDisagreements as count,
  type Disagreement,
  type DisagreementSide,
  type EvaluationPair,
  listDisagreements as list,
} from "../store/list_disagreements.ts";
import { readPlace } from "./read_place.ts";

export type { Disagreement, DisagreementSide, EvaluationPair };

/** Which disagreements of each pair to list, in the terms of a connection. */
export interface ListDisagreements {
  readonly side: DisagreementSide | null;
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
}

const defaultFirst = 20;
const mostDisagreements = 100;

/**
 * Lists where pairs of evaluations disagree, in the order of the images.
 *
 * @throws {InvalidInputError} If the cursor is none of ours.
 */
export async function listDisagreements(
  { database }: { readonly database: Database },
  pairs: readonly EvaluationPair[],
  { side, first, after }: ListDisagreements,
): Promise<readonly { readonly nodes: readonly Disagreement[]; readonly hasNextPage: boolean }[]> {
  const most = Math.min(Math.max(first ?? defaultFirst, 0), mostDisagreements);
  const page = { side, after: readPlace(after), limit: most + 1 };
  const lists = await list(database.pool, pairs, page);
  return lists.map((found) => ({ nodes: found.slice(0, most), hasNextPage: found.length > most }));
}

/** Counts where pairs of evaluations disagree. */
export async function countDisagreements(
  { database }: { readonly database: Database },
  pairs: readonly EvaluationPair[],
  { side }: Pick<ListDisagreements, "side">,
): Promise<readonly number[]> {
  return await count(database.pool, pairs, { side });
}
