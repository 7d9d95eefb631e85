import { ConflictError } from "../errors/conflict_error.ts";
import { GateError } from "../errors/gate_error.ts";
import { InvalidInputError } from "../errors/invalid_input_error.ts";
import { NotFoundError } from "../errors/not_found_error.ts";
import { aliasAt } from "../services/alias_at.ts";
import { normalizeName } from "../services/check_name.ts";
import type { Relation } from "../services/list_related.ts";
import { moveModelAlias } from "../services/move_model_alias.ts";
import { builder } from "./builder.ts";
import { checkCursor } from "./check_cursor.ts";
import { findLocalId, requireLocalId } from "./global_id.ts";
import { relatedPage } from "./related_page.ts";
import { storable } from "./storable.ts";
import { version } from "./version.ts";

const aliasMove = builder.prismaObject("AliasMove", {
  description: "One move of an alias; it never changes.",
  fields: (t) => ({
    sequence: t.exposeInt("sequence", { description: "1 for the first, without gaps." }),
    from: t.relation("fromVersion", { nullable: true, description: "Null if it pointed to none." }),
    to: t.relation("toVersion", { nullable: true, description: "Null if it was taken away." }),
    actor: t.exposeString("actor", { description: "Who moved it." }),
    reason: t.exposeString("reason", { description: "Why." }),
    createdAt: t.expose("createdAt", { type: "DateTime", description: "When." }),
  }),
});

const alias = builder.prismaNode("Alias", {
  id: { field: "id" },
  nullable: true,
  description:
    "A name within a model, such as `champion`, that points to one of its versions and can be moved.",
  fields: (t) => ({
    name: t.exposeString("name", { description: "Unique within the model." }),
    moveCount: t.exposeInt("moveCount", { description: "Number of moves so far." }),
    createdAt: t.expose("createdAt", { type: "DateTime" }),
    updatedAt: t.expose("updatedAt", { type: "DateTime", description: "When it was moved last." }),
    model: t.relation("model"),
    version: t.relation("version", { nullable: true, description: "Null once it was taken away." }),
    moves: t.connection({
      type: aliasMove,
      description: "Its history, latest first.",
      resolve: relatedPage({
        noun: "moves",
        typeName: "AliasMove",
        relation: ["alias_moves", "alias_id"],
        find: (prisma, query) => prisma.aliasMove.findMany(query),
      }),
    }),
  }),
});

const aliasesOf = (relation: Relation) =>
  relatedPage({
    noun: "aliases",
    typeName: "Alias",
    relation,
    find: (prisma, query) => prisma.alias.findMany(query),
  });

builder.prismaObjectField("Model", "aliases", (t) =>
  t.connection({
    type: alias,
    description: "Its aliases, newest first.",
    resolve: aliasesOf(["aliases", "model_id"]),
  }),
);

builder.prismaObjectField("Version", "aliases", (t) =>
  t.connection({
    type: alias,
    description: "The aliases that point to it now.",
    resolve: aliasesOf(["aliases", "version_id"]),
  }),
);

builder.queryFields((t) => ({
  alias: t.prismaField({
    type: alias,
    nullable: true,
    description: "The alias of a name in a model.",
    args: { modelId: t.arg.id({ required: true }), name: t.arg.string({ required: true }) },
    resolve: (query, _root, { modelId, name }, { database }) =>
      storable(name)
        ? database.prisma.alias.findFirst({
            ...query,
            where: { modelId: findLocalId("Model", modelId) ?? "", name: normalizeName(name) },
          })
        : null,
  }),
  aliases: t.prismaConnection({
    type: alias,
    cursor: "id",
    description: "Aliases, newest first.",
    args: { modelId: t.arg.id({ description: "Only those of this model." }) },
    resolve: (query, _root, { modelId }, { database }) =>
      database.prisma.alias.findMany({
        ...checkCursor(query),
        where: modelId == null ? {} : { modelId: findLocalId("Model", modelId) ?? "" },
        orderBy: { id: "desc" },
      }),
  }),
  aliasAt: t.prismaField({
    type: version,
    nullable: true,
    description: "The version to which an alias pointed at a moment; null if to none.",
    args: {
      modelId: t.arg.id({ required: true }),
      name: t.arg.string({ required: true }),
      time: t.arg({ type: "DateTime", required: true }),
    },
    resolve: async (query, _root, { modelId, name, time }, context) => {
      const { database } = context;
      const place = { modelId: findLocalId("Model", modelId) ?? "", name, time };
      const id = storable(name) ? await aliasAt(context, place) : undefined;
      return id === undefined ? null : database.prisma.version.findUnique({ ...query, where: { id } });
    },
  }),
}));

const moveAliasInput = builder.inputType("MoveAliasInput", {
  description: "A move of an alias.",
  fields: (t) => ({
    modelId: t.id({ required: true }),
    name: t.string({
      required: true,
      description: "Such as `champion`; an alias that is not there is made.",
    }),
    versionId: t.id({ description: "Where it is to point; null or left out takes it away." }),
    reason: t.string({ required: true, defaultValue: "", description: "Why; the history keeps it." }),
    expectedVersionId: t.id({
      description:
        "The version that it must point to until now, null for none; left out: whatever it points to.",
    }),
  }),
});

builder.mutationField("moveAlias", (t) =>
  t.field({
    type: alias,
    description: "Moves an alias to a version of its model. Moves take turns, and each is in the history.",
    errors: { types: [InvalidInputError, NotFoundError, ConflictError, GateError] },
    args: { input: t.arg({ type: moveAliasInput, required: true }) },
    resolve: (_root, { input }, context) => {
      const { modelId, name, versionId, reason, expectedVersionId } = input;
      return moveModelAlias(context, {
        modelId: requireLocalId("Model", modelId),
        name,
        reason,
        versionId: versionId == null ? null : requireLocalId("Version", versionId),
        expectedVersionId:
          expectedVersionId == null ? expectedVersionId : requireLocalId("Version", expectedVersionId),
      });
    },
  }),
);
