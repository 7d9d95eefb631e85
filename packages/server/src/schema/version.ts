import { builder } from "./builder.ts";
import { checkCursor } from "./check_cursor.ts";
import { findLocalId } from "./global_id.ts";

const version = builder.prismaNode("Version", {
  id: { field: "id" },
  nullable: true,
  description: "An immutable trained model, published by the run that made it.",
  fields: (t) => ({
    digest: t.exposeString("digest", { description: "SHA-256 over its content." }),
    classes: t.exposeStringList("classes"),
    metrics: t.expose("metrics", { type: "JSON", description: "All its figures by name." }),
    testAccuracy: t.float({ resolve: ({ metrics }) => figure(metrics, "testAccuracy") }),
    testLoss: t.float({ resolve: ({ metrics }) => figure(metrics, "testLoss") }),
    pretraining: t.string({
      nullable: true,
      description:
        "The task that it was pretrained on without labels, such as rotation: its figures are then of that task, and its head knows no classes yet. Null for a classifier.",
      select: { variant: { select: { trainSpec: true } } },
      resolve: ({ variant }) => pretextOf(variant.trainSpec),
    }),
    sizeBytes: t.int({
      description: "The size of its model file.",
      select: { artifact: { select: { size: true } } },
      resolve: ({ artifact }) => artifact.size,
    }),
    createdAt: t.expose("createdAt", { type: "DateTime" }),
    model: t.relation("model"),
    variant: t.relation("variant"),
    dataset: t.relation("dataset"),
    run: t.relation("run"),
  }),
});

/** The key of a train spec's pretext task. */
function pretextOf(trainSpec: unknown): string | null {
  const { pretraining = null } = trainSpec as { readonly pretraining?: object | null };
  return pretraining === null ? null : Object.keys(pretraining)[0]!;
}

/** A figure that every version has. */
function figure(metrics: unknown, name: "testAccuracy" | "testLoss"): number {
  const value = (metrics as Readonly<Record<string, unknown>> | null)?.[name];
  if (typeof value !== "number") {
    throw new Error(
      `Cannot read a version as its metrics must have ${name}: current value is ${String(value)}`,
    );
  }
  return value;
}

builder.queryFields((t) => ({
  version: t.prismaField({
    type: version,
    nullable: true,
    description: "The version of an id.",
    args: { id: t.arg.id({ required: true }) },
    resolve: (query, _root, { id }, { database }) =>
      database.prisma.version.findUnique({ ...query, where: { id: findLocalId("Version", id) ?? "" } }),
  }),
  versions: t.prismaConnection({
    type: version,
    cursor: "id",
    description: "Versions, newest first.",
    args: { modelId: t.arg.id({ description: "Only those of this model." }) },
    resolve: (query, _root, { modelId }, { database }) =>
      database.prisma.version.findMany({
        ...checkCursor(query),
        where: modelId == null ? {} : { modelId: findLocalId("Model", modelId) ?? "" },
        orderBy: { id: "desc" },
      }),
  }),
}));
