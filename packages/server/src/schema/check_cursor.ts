import { GraphQLError } from "graphql";

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Checks where a page begins: Postgres cannot even compare with some texts that a client may send.
 *
 * @returns The query as it is.
 * @throws {GraphQLError} `BAD_USER_INPUT` if the cursor is none that a page gave.
 */
export function checkCursor<Query extends object>(query: Query): Query {
  const { cursor } = query as { readonly cursor?: { readonly id?: unknown } };
  if (cursor !== undefined && !(typeof cursor.id === "string" && uuid.test(cursor.id))) {
    throw new GraphQLError("Cannot find the page as its cursor must be one that a page before it gave", {
      extensions: { code: "BAD_USER_INPUT" },
    });
  }
  return query;
}
