import { GraphQLError } from "graphql";

/** How Pothos writes the two parts of a trial's key. */
const form = /^GPC:T:\["S:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}","N:\d{1,9}"\]$/;

/**
 * Checks where a page of trials begins; within another connection nothing else does.
 *
 * @throws {GraphQLError} `BAD_USER_INPUT` if a cursor is none that a page gave.
 */
export function checkTrialCursor(args: object): void {
  const { after, before } = args as Readonly<Record<"after" | "before", string | null | undefined>>;
  for (const cursor of [after, before]) {
    if (cursor != null && !form.test(Buffer.from(cursor, "base64").toString())) {
      throw new GraphQLError("Cannot find the page as its cursor must be one that a page before it gave", {
        extensions: { code: "BAD_USER_INPUT" },
      });
    }
  }
}
