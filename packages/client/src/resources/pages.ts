import type { CallOptions } from "../transport/transport.ts";

/** A part of a list. */
export interface Page<Item> {
  readonly items: readonly Item[];
  /** Give it as `after` to get the next page. */
  readonly endCursor: string | null;
  readonly hasNextPage: boolean;
}

/** Which part of a list to get. */
export interface PageOptions extends CallOptions {
  /** How many items at most. @default {50} */
  readonly first?: number | undefined;
  /** The `endCursor` of the page before. @default {the start} */
  readonly after?: string | null | undefined;
}

/** Options of a list that is read to its end. */
export interface ListOptions extends CallOptions {
  /** How many items one request gets. @default {50} */
  readonly pageSize?: number | undefined;
}

/** The shape in which the schema gives lists. */
export interface Connection<Item> {
  readonly edges: readonly { readonly node: Item }[];
  readonly pageInfo: { readonly endCursor: string | null; readonly hasNextPage: boolean };
}

/** The variables that every list of the schema takes. */
export interface PageVariables {
  readonly first: number;
  readonly after: string | null;
}

const defaultPageSize = 50;

export function pageVariables({ first = defaultPageSize, after = null }: PageOptions): PageVariables {
  return { first, after };
}

export function toPage<Item>({ edges, pageInfo }: Connection<Item>): Page<Item> {
  return {
    items: edges.map(({ node }) => node),
    endCursor: pageInfo.endCursor,
    hasNextPage: pageInfo.hasNextPage,
  };
}

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
