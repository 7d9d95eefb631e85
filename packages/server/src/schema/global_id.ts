import { GraphQLError } from "graphql";
import { NotFoundError } from "../errors/not_found_error.ts";

const nodeTypes = [
  "Dataset",
  "Model",
  "Variant",
  "Run",
  "Version",
  "Alias",
  "Evaluation",
  "Ablation",
] as const;

/** The types that `node(id:)` finds. */
export type NodeType = (typeof nodeTypes)[number];

const form = new RegExp(
  `^(?<typename>${nodeTypes.join("|")})_(?<id>[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$`,
);

/** Makes the id under which clients know a thing: `Run_0198c3f2-...`. Clients keep it as it is. */
export function encodeGlobalId(typename: string, id: string): string {
  return `${typename}_${id}`;
}

/**
 * Takes an id apart.
 *
 * @throws {GraphQLError} `BAD_USER_INPUT` if it is none of ours.
 */
export function decodeGlobalId(globalId: string): { typename: string; id: string } {
  const { typename, id } = form.exec(globalId)?.groups ?? {};
  if (typename === undefined || id === undefined) {
    throw new GraphQLError(
      `Cannot read the id as it must be one that this API gave: current value is ${shorten(globalId)}`,
      { extensions: { code: "BAD_USER_INPUT" } },
    );
  }
  return { typename, id };
}

/** The id in the database of what a client names by its global id; undefined if it names something else, or nothing. */
export function findLocalId(typename: NodeType, globalId: string): string | undefined {
  const groups = form.exec(globalId)?.groups;
  return groups?.["typename"] === typename ? groups["id"] : undefined;
}

/**
 * Like `findLocalId`, where there must be one.
 *
 * @throws {NotFoundError} If it names something else, or nothing.
 */
export function requireLocalId(typename: NodeType, globalId: string): string {
  const id = findLocalId(typename, globalId);
  if (id === undefined) {
    throw new NotFoundError(typename.toLowerCase(), globalId);
  }
  return id;
}

function shorten(text: string): string {
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
