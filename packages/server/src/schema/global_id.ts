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
  "Sweep",
  "Webhook",
  "WebhookDelivery",
  "DatasetImage",
  "Prediction",
  "Act",
] as const;

/** The types that `node(id:)` finds. */
export type NodeType = (typeof nodeTypes)[number];

const form = new RegExp(
  `^(?<typename>${nodeTypes.join("|")})_(?<id>[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?<position>_[0-9]{1,9})?)$`,
);

/** The parts of an id of ours. An image of a dataset has no row: it is named by its dataset and its position. */
function partsOf(globalId: string): { readonly typename: string; readonly id: string } | undefined {
  const { typename, id, position } = form.exec(globalId)?.groups ?? {};
  const isOurs = (typename === "DatasetImage") === (position !== undefined);
  return typename === undefined || id === undefined || !isOurs ? undefined : { typename, id };
}

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
  const parts = partsOf(globalId);
  if (parts === undefined) {
    throw new GraphQLError(
      `Cannot read the id as it must be one that this API gave: current value is ${shorten(globalId)}`,
      { extensions: { code: "BAD_USER_INPUT" } },
    );
  }
  return parts;
}

/** The id in the database of what a client names by its global id; undefined if it names something else, or nothing. */
export function findLocalId(typename: NodeType, globalId: string): string | undefined {
  const parts = partsOf(globalId);
  return parts?.typename === typename ? parts.id : undefined;
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
