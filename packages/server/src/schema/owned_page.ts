import { queryFromInfo } from "@pothos/plugin-prisma";
import { GraphQLError, type GraphQLResolveInfo } from "graphql";
import { loadTogether } from "../services/load_together.ts";
import type { Context } from "./context.ts";
import { selectsField } from "./selects_field.ts";

/** The arguments of every list. */
interface PageArguments {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
  readonly last?: number | null | undefined;
  readonly before?: string | null | undefined;
}

/** Keys of the things on a page, in order; they are their cursors, too. */
interface KeyPage {
  readonly keys: readonly string[];
  readonly hasNextPage: boolean;
}

/** A list that several owners have, each its own. */
export interface OwnedList<Node> {
  /** What is listed, such as predictions. */
  readonly noun: string;
  /** The GraphQL type of a node. */
  readonly typeName: string;
  /** Finds the keys of a page of each owner, in one statement for all. */
  readonly list: (
    context: Context,
    owners: readonly string[],
    page: Pick<PageArguments, "first" | "after">,
  ) => Promise<readonly KeyPage[]>;
  /** Finds nodes by their keys, in any order; `query` says with what of their relations. */
  readonly find: (context: Context, keys: readonly string[], query: object) => Promise<readonly Node[]>;
  readonly keyOf: (node: Node) => string;
}

/** A page in the terms of a connection. */
export interface OwnedPage<Node> {
  readonly edges: { readonly cursor: string; readonly node: Node }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
}

/**
 * Gives the page of an owner. Owners that a request asks for together take as many statements as one, and of no owner more is
 * read than its page: a nested list of Prisma's reads all rows of all owners.
 *
 * @throws {GraphQLError} `BAD_USER_INPUT` if it is asked for backwards.
 */
export async function ownedPage<Node>(
  { noun, typeName, list, find, keyOf }: OwnedList<Node>,
  { owner, args }: { readonly owner: string; readonly args: PageArguments },
  { context, info }: { readonly context: Context; readonly info: GraphQLResolveInfo },
): Promise<OwnedPage<Node>> {
  const { first, after, last, before } = args;
  if (last != null || before != null) {
    throw new GraphQLError(
      `Cannot list ${noun} backwards as pages must follow each other: give first and after`,
      {
        extensions: { code: "BAD_USER_INPUT" },
      },
    );
  }
  // Also for owners whose nodes another one loads: it notes at the place of each what is there already.
  const query = queryFromInfo({ context, info, typeName, path: ["edges", "node"] });
  const { keys, nodes, hasNextPage } = selectsField(info, ["edges", "pageInfo"])
    ? await loadTogether(context, { kind: info.fieldNodes[0], owner }, async (owners) => {
        const pages = await list(context, owners, { first, after });
        const all = pages.flatMap((page) => page.keys);
        const found = all.length === 0 ? [] : await find(context, all, query as object);
        const byKey = new Map(found.map((node) => [keyOf(node), node]));
        return pages.map((page) => ({ ...page, nodes: page.keys.flatMap((key) => byKey.get(key) ?? []) }));
      })
    : { keys: [], nodes: [], hasNextPage: false };
  return {
    edges: nodes.map((node) => ({ cursor: keyOf(node), node })),
    pageInfo: {
      hasNextPage,
      hasPreviousPage: after != null,
      startCursor: keys[0] ?? null,
      endCursor: keys.at(-1) ?? null,
    },
  };
}
