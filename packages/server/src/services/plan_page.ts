import { InvalidInputError } from "../errors/invalid_input_error.ts";

/** Which part of a list is asked for, in the terms of a connection. */
export interface PageBounds {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
  readonly last?: number | null | undefined;
  readonly before?: string | null | undefined;
}

/** What is on a page, in the order of the list. */
export interface CutPage<Row> {
  readonly nodes: readonly Row[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
}

/** How to read a page. */
export interface PagePlan {
  /** Whether rows are read from the end of the range, the last one first. */
  readonly fromEnd: boolean;
  /** How many rows to read: one more than the page has, to know whether there is one. */
  readonly limit: number;
  /** Makes a page of the rows, as they were read. */
  cut<Row>(found: readonly Row[]): CutPage<Row>;
}

const usualCount = 20;
const mostRows = 100;

function refuse(path: "first" | "last", rule: string, received: string): never {
  const message = `Cannot find the page as ${rule}: current value is ${received}`;
  throw new InvalidInputError({ code: "BAD_USER_INPUT", path, message, received });
}

/**
 * Says how to read a page between two borders: the first rows of it, or with `last` the last ones; 20 if nobody says how many, and 100 at
 * most.
 *
 * @throws {InvalidInputError} If it is asked for from both ends, or the number of rows is negative.
 */
export function planPage({ first, after, last, before }: PageBounds): PagePlan {
  if (first != null && last != null) {
    refuse("last", "only one of first and last may be given", "both");
  }
  for (const [path, count] of [
    ["first", first],
    ["last", last],
  ] as const) {
    if (count != null && count < 0) {
      refuse(path, `${path} must not be negative`, String(count));
    }
  }
  const fromEnd = last != null;
  const most = Math.min((fromEnd ? last : first) ?? usualCount, mostRows);
  return {
    fromEnd,
    limit: most + 1,
    cut(found) {
      const [nodes, isMore] = [found.slice(0, most), found.length > most];
      return fromEnd
        ? { nodes: nodes.toReversed(), hasNextPage: before != null, hasPreviousPage: isMore }
        : { nodes, hasNextPage: isMore, hasPreviousPage: after != null };
    },
  };
}
