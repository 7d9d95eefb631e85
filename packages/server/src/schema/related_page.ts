import type { GraphQLResolveInfo } from "graphql";
import { listRelated, type Relation } from "../services/list_related.ts";
import type { Context } from "./context.ts";
import { type OwnedPage, ownedPage, type PageArguments } from "./owned_page.ts";

/** Loads rows of one table by their ids; `query` says with what of their relations. */
type FindRelated<Node> = (
  prisma: Context["database"]["prisma"],
  query: { readonly where: { readonly id: { readonly in: string[] } } },
) => Promise<readonly Node[]>;

/** What belongs to an owner, newest first. */
export interface RelatedList<Node> {
  readonly noun: string;
  /** The type of a node. */
  readonly typeName: string;
  readonly relation: Relation;
  readonly find: FindRelated<Node>;
}

/**
 * Makes the resolver of a list of what belongs to its parent. It stands in the place of Prisma's `relatedConnection`, which reads
 * all rows of all parents and cuts the pages out of them.
 */
export function relatedPage<Node extends { readonly id: string }>({
  noun,
  typeName,
  relation,
  find,
}: RelatedList<Node>) {
  return (
    { id: owner }: { readonly id: string },
    args: PageArguments,
    context: Context,
    info: GraphQLResolveInfo,
  ): Promise<OwnedPage<Node>> =>
    ownedPage<Node>(
      {
        noun,
        typeName,
        load: async (owners, page, query) => {
          const lists = await listRelated(context, relation, { owners, ...page });
          const where = { id: { in: lists.flatMap(({ ids }) => ids) } };
          const found = await find(context.database.prisma, { ...query, where });
          const byId = new Map(found.map((each) => [each.id, each]));
          return lists.map(({ ids, ...rest }) => ({
            ...rest,
            nodes: ids.flatMap((each) => byId.get(each) ?? []),
          }));
        },
        cursorOf: ({ id }) => id,
      },
      { owner, args },
      { context, info },
    );
}
