import type { CallOptions } from "../transport/transport.ts";

/** A part of a list. */
export interface Page<Item> {
  readonly items: readonly Item[];
  /** Give it as `before` to get the page before. */
  readonly startCursor: string | null;
  /** Give it as `after` to get the next page. */
  readonly endCursor: string | null;
  readonly hasNextPage: boolean;
  /** Of a page that was asked for by `first`: whether `after` was given. */
  readonly hasPreviousPage: boolean;
}

/** Which part of a list to get. */
export interface PageOptions extends CallOptions {
  /** How many items at most, from the beginning. @default {50, without `last`} */
  readonly first?: number | undefined;
  /** The `endCursor` of the page before. @default {the start} */
  readonly after?: string | null | undefined;
  /** How many items at most, from the end; they come in the order of the list. */
  readonly last?: number | undefined;
  /** The `startCursor` of the page behind. @default {the end} */
  readonly before?: string | null | undefined;
}

/** Options of a list that is read to its end. */
export interface ListOptions extends CallOptions {
  /** How many items one request gets. @default {50} */
  readonly pageSize?: number | undefined;
}

/** The shape in which the schema gives lists. */
export interface Connection<Item> {
  readonly edges: readonly { readonly node: Item }[];
  readonly pageInfo: Omit<Page<Item>, "items">;
}

/** The variables that every list of the schema takes. */
export interface PageVariables {
  readonly first: number | null;
  readonly after: string | null;
  readonly last: number | null;
  readonly before: string | null;
}

/** How a document declares {@linkcode PageVariables}. */
export const pageTypes = "$first: Int, $after: String, $last: Int, $before: String";

/** How a list takes them. */
export const pageArguments = "first: $first, after: $after, last: $last, before: $before";

/** What is asked of every list beside its edges. */
export const pageInfo = "pageInfo { startCursor endCursor hasNextPage hasPreviousPage }";

const defaultPageSize = 50;

export function pageVariables({ first, after, last, before }: PageOptions): PageVariables {
  return {
    first: first ?? (last === undefined ? defaultPageSize : null),
    after: after ?? null,
    last: last ?? null,
    before: before ?? null,
  };
}

export function toPage<Item>({ edges, pageInfo }: Connection<Item>): Page<Item> {
  return { items: edges.map(({ node }) => node), ...pageInfo };
}

/** The page of a list that is not there. */
export const emptyPage: Page<never> = {
  items: [],
  startCursor: null,
  endCursor: null,
  hasNextPage: false,
  hasPreviousPage: false,
};

/** Reads a list to its end, a page at a time, and only as far as the loop goes. */
export async function* iteratePages<Item>(
  load: (options: PageOptions) => Promise<Page<Item>>,
  { pageSize, ...call }: ListOptions = {},
): AsyncGenerator<Item, void> {
  let after: string | null = null;
  do {
    const page: Page<Item> = await load({ ...call, first: pageSize, after });
    yield* page.items;
    after = page.hasNextPage ? page.endCursor : null;
  } while (after !== null);
}
