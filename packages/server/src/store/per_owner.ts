import type { Bind } from "./run_condition.ts";

/** So many owners have a branch of the statement each; more would take long to plan. */
const mostBranches = 50;

/**
 * Writes a statement that gives something of each owner, with the owner's number in the list as `place`.
 *
 * Few owners are values, each in a branch of its own, so that the planner sees which of them has a handful of rows and which has
 * half of the table. Many are rows of one list, and planned as their average.
 *
 * @param owners Their ids.
 * @param select Writes what is selected of one, given how the statement names its id.
 */
export function perOwner(owners: readonly string[], bind: Bind, select: (owner: string) => string): string {
  return owners.length <= mostBranches
    ? owners
        .map((owner, place) => `select ${place} as place, page.* from (${select(bind(owner))}) as page`)
        .join(" union all ")
    : `select owner.place::int - 1 as place, page.*
       from unnest(${bind(owners)}::text[]) with ordinality as owner (id, place) cross join lateral (${select("owner.id")}) as page`;
}

/** Sorts rows by the owners that they belong to. @returns One list an owner. */
export function byOwner<Row extends { readonly place: number }>(
  owners: readonly string[],
  rows: readonly Row[],
): readonly (readonly Row[])[] {
  const lists: Row[][] = owners.map(() => []);
  for (const row of rows) {
    lists[row.place]!.push(row);
  }
  return lists;
}
