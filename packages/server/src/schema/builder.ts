import SchemaBuilder from "@pothos/core";
import ErrorsPlugin from "@pothos/plugin-errors";
import PrismaPlugin from "@pothos/plugin-prisma";
import RelayPlugin from "@pothos/plugin-relay";
import { GraphQLError } from "graphql";
import { ForbiddenError } from "../errors/forbidden_error.ts";
import type PrismaTypes from "../generated/pothos_types.ts";
import { getDatamodel } from "../generated/pothos_types.ts";
import type { Context } from "./context.ts";
import describePlugin from "./describe_plugin.ts";
import fieldRulePlugin from "./field_rule.ts";
import { decodeGlobalId, encodeGlobalId } from "./global_id.ts";

/** The TypeScript side of the schema: what resolvers get and give. */
interface ApiTypes {
  PrismaTypes: PrismaTypes;
  Context: Context;
  Scalars: {
    ID: { Input: string; Output: string };
    DateTime: { Input: Date; Output: Date };
    File: { Input: File; Output: never };
    JSON: { Input: never; Output: unknown };
    NoParameters: { Input: Record<string, never>; Output: never };
  };
  DefaultFieldNullability: false;
  DefaultEdgesNullability: false;
  DefaultNodeNullability: false;
}

/** The same, with what Pothos adds. */
export type SchemaTypes = PothosSchemaTypes.ExtendDefaultTypes<ApiTypes>;

/** The most things that `nodes` finds at once. */
const mostNodes = 100;

/** Collects the schema's types; each file of this folder adds one noun. */
export const builder = new SchemaBuilder<ApiTypes>({
  // The errors plugin must come first: it wraps what the others resolve. The rule comes last, before what it may deny.
  plugins: [ErrorsPlugin, RelayPlugin, PrismaPlugin, fieldRulePlugin, describePlugin],
  defaultFieldNullability: false,
  errors: { defaultTypes: [ForbiddenError] },
  relay: {
    encodeGlobalID: (typename, id) => encodeGlobalId(typename, String(id)),
    decodeGlobalID: decodeGlobalId,
    edgesFieldOptions: { nullable: false },
    nodeFieldOptions: { nullable: false },
    nodeQueryOptions: { description: "Anything that has an id." },
    nodesQueryOptions: {
      description: `Several things that have ids, in the order of the ids; at most ${mostNodes}.`,
      resolve: (_root, { ids }, _context, _info, resolveNodes) => {
        if (ids.length > mostNodes) {
          throw new GraphQLError(
            `Cannot find the nodes as there must be at most ${mostNodes} ids: current number is ${ids.length}`,
            { extensions: { code: "BAD_USER_INPUT" } },
          );
        }
        return resolveNodes(ids);
      },
    },
  },
  prisma: {
    client: (context) => context.database.prisma,
    dmmf: getDatamodel(),
    exposeDescriptions: false,
    filterConnectionTotalCount: true,
    onUnusedQuery: "error",
  },
});

builder.queryType({ description: "What can be asked." });
builder.mutationType({
  description: "What can be done. Failures that a caller can do something about are members of the result.",
});
builder.subscriptionType({ description: "What can be followed, over server-sent events." });
