import { InvalidInputError } from "../errors/invalid_input_error.ts";
import { NotFoundError } from "../errors/not_found_error.ts";
import {
  deleteByRetention,
  pinVersion,
  planRetention,
  type RetentionRule,
  unpinVersion,
} from "../services/retain_versions.ts";
import { builder } from "./builder.ts";
import { checkCursor } from "./check_cursor.ts";
import { encodeGlobalId, requireLocalId } from "./global_id.ts";
import { relatedPage } from "./related_page.ts";
import { version } from "./version.ts";

const versionPin = builder.prismaObject("VersionPin", {
  description: "Keeps a version from being deleted, whatever its age.",
  fields: (t) => ({
    reason: t.exposeString("reason"),
    actor: t.exposeString("actor", { description: "Who pinned it." }),
    createdAt: t.expose("createdAt", { type: "DateTime" }),
  }),
});

const deletedVersion = builder.prismaObject("DeletedVersion", {
  description: "What is left of a version that was deleted.",
  fields: (t) => ({
    versionId: t.id({ resolve: ({ id }) => encodeGlobalId("Version", id) }),
    runId: t.id({
      description: "The run that made it.",
      resolve: ({ runId }) => encodeGlobalId("Run", runId),
    }),
    digest: t.exposeString("digest"),
    actor: t.exposeString("actor", { description: "Who deleted it." }),
    deletedAt: t.expose("deletedAt", { type: "DateTime" }),
  }),
});

builder.prismaObjectField("Version", "pin", (t) =>
  t.relation("pin", { type: versionPin, nullable: true, description: "Null if it is not pinned." }),
);

builder.prismaObjectField("Model", "deletedVersions", (t) =>
  t.connection({
    type: deletedVersion,
    description: "Those that were deleted, newest first.",
    resolve: relatedPage({
      noun: "deleted versions",
      typeName: "DeletedVersion",
      relation: ["deleted_versions", "model_id"],
      find: (prisma, query) => prisma.deletedVersion.findMany(query),
    }),
  }),
);

const retentionPlan = builder.objectRef<{ readonly ids: readonly string[] }>("RetentionPlan").implement({
  description: "What a rule would delete now, the oldest 200 at most.",
  fields: (t) => ({
    count: t.int({ description: "How many versions.", resolve: ({ ids }) => ids.length }),
    versions: t.prismaConnection({
      type: version,
      cursor: "id",
      description: "Oldest first.",
      resolve: (query, { ids }, _args, { database }) =>
        database.prisma.version.findMany({
          ...checkCursor(query),
          where: { id: { in: [...ids] } },
          orderBy: { id: "asc" },
        }),
    }),
  }),
});

const deletedVersions = builder.objectRef<{ readonly ids: readonly string[] }>("DeletedVersions").implement({
  description: "What a rule has deleted; there may be more where it is 200.",
  fields: (t) => ({
    count: t.int({ description: "How many versions.", resolve: ({ ids }) => ids.length }),
    versionIds: t.idList({
      description: "Oldest first.",
      resolve: ({ ids }) => ids.map((id) => encodeGlobalId("Version", id)),
    }),
  }),
});

const ruleInput = builder.inputType("RetentionRuleInput", {
  description:
    "Which versions may go: both conditions hold. Never those that a pin, an alias or its history, a run that started from them, a reproduction or a waiting evaluation needs.",
  fields: (t) => ({
    modelId: t.id({ description: "Left out: all models." }),
    keepNewest: t.int({ required: true, description: "So many of the newest of each model stay." }),
    olderThanDays: t.int({ required: true, description: "Only versions that are older." }),
  }),
});

function toRule(input: typeof ruleInput.$inferInput): RetentionRule {
  const { modelId, keepNewest, olderThanDays } = input;
  return { modelId: modelId == null ? null : requireLocalId("Model", modelId), keepNewest, olderThanDays };
}

builder.queryField("retentionPlan", (t) =>
  t.field({
    type: retentionPlan,
    description: "Says what a rule would delete, and deletes nothing.",
    errors: { types: [InvalidInputError, NotFoundError] },
    args: { input: t.arg({ type: ruleInput, required: true }) },
    resolve: async (_root, { input }, context) => ({ ids: await planRetention(context, toRule(input)) }),
  }),
);

const pinVersionInput = builder.inputType("PinVersionInput", {
  description: "A version to keep.",
  fields: (t) => ({
    versionId: t.id({ required: true }),
    reason: t.string({ required: true, defaultValue: "", description: "Why." }),
  }),
});

builder.mutationFields((t) => ({
  deleteVersions: t.field({
    type: deletedVersions,
    description: "Deletes what `retentionPlan` would list now, with bytes that nothing else needs.",
    errors: { types: [InvalidInputError, NotFoundError] },
    args: { input: t.arg({ type: ruleInput, required: true }) },
    resolve: async (_root, { input }, context) => ({ ids: await deleteByRetention(context, toRule(input)) }),
  }),
  pinVersion: t.field({
    type: version,
    description: "Keeps a version from being deleted, whatever its age.",
    errors: { types: [InvalidInputError, NotFoundError] },
    args: { input: t.arg({ type: pinVersionInput, required: true }) },
    resolve: async (_root, { input }, context) => {
      const id = requireLocalId("Version", input.versionId);
      await pinVersion(context, { versionId: id, reason: input.reason });
      return await context.database.prisma.version.findUniqueOrThrow({ where: { id } });
    },
  }),
  unpinVersion: t.field({
    type: version,
    description: "Takes the pin of a version away, if it has one.",
    args: { versionId: t.arg.id({ required: true }) },
    errors: { types: [NotFoundError] },
    resolve: (_root, { versionId }, context) => unpinVersion(context, requireLocalId("Version", versionId)),
  }),
}));
