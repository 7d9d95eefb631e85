import { queryFromInfo } from "@pothos/plugin-prisma";
import { GraphQLError, type GraphQLResolveInfo } from "graphql";
import { loadTogether } from "../services/load_together.ts";
import type { Context } from "./context.ts";
import { selectsField } from "./selects_field.ts";

/** The arguments of every list. */
export interface PageArguments {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
  readonly last?: number | null | undefined;
  readonly before?: string | null | undefined;
}

/** What is on a page of an owner. */
interface LoadedPage<Node> {
  readonly nodes: readonly Node[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
}

/** A list that several owners have, each its own. */
export interface OwnedList<Node> {
  /** What is listed, such as predictions. */
  readonly noun: string;
  /** The type of a node, if it is one that Prisma loads; then `query` says with what of its relations. */
  readonly typeName?: string;
  /** Loads a page of each owner, with as many statements for many as for one. */
  readonly load: (
    owners: readonly string[],
    page: PageArguments,
    query: object,
  ) => Promise<readonly LoadedPage<Node>[]>;
  readonly cursorOf: (node: Node) => string;
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

/** What a page has if nobody says how much, and at most. */
const [usualCount, mostOfOne] = [20, 100];
/** The most that all pages of one field have together. */
const mostOfAll = 10_000;

function checkTotal(noun: string, total: number): void {
  if (total > mostOfAll) {
    throw new GraphQLError(
      `Cannot list ${noun} as all lists of a field must have at most ${mostOfAll} together: current number is ${total}`,
      { extensions: { code: "BAD_USER_INPUT" } },
    );
  }
}

/**
 * Gives the page of an owner. Owners that a request asks for together take as many statements as one, and of no owner more is
 * read than its page: a nested list of Prisma's reads all rows of all owners.
 */
export async function ownedPage<Node>(
  { noun, typeName, load, cursorOf }: OwnedList<Node>,
  { owner, args }: { readonly owner: string; readonly args: PageArguments },
  { context, info }: { readonly context: Context; readonly info: GraphQLResolveInfo },
): Promise<OwnedPage<Node>> {
  const { first, after, last, before } = args;
  // Also for owners whose nodes another one loads: it notes at the place of each what is there already.
  const query =
    typeName === undefined ? {} : queryFromInfo({ context, info, typeName, path: ["edges", "node"] });
  const nothing: LoadedPage<Node> = { nodes: [], hasNextPage: false, hasPreviousPage: false };
  const { nodes, ...pages } = selectsField(info, ["edges", "pageInfo"])
    ? await loadTogether(context, { kind: info.fieldNodes[0], owner }, (owners) => {
        checkTotal(noun, owners.length * Math.min(first ?? last ?? usualCount, mostOfOne));
        return load(owners, { first, after, last, before }, query as object);
      })
    : nothing;
  const edges = nodes.map((node) => ({ cursor: cursorOf(node), node }));
  return {
    edges,
    pageInfo: {
      ...pages,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}
