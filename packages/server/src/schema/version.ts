import type { Prisma } from "../generated/prisma/client.ts";
import { normalizeName } from "../services/check_name.ts";
import { builder } from "./builder.ts";
import { checkCursor } from "./check_cursor.ts";
import { findLocalId } from "./global_id.ts";
import { metric } from "./metric.ts";
import { storable } from "./storable.ts";

/** The node of versions. */
export const version = builder.prismaNode("Version", {
  id: { field: "id" },
  nullable: true,
  description: "An immutable trained model, published by the run that made it.",
  fields: (t) => ({
    digest: t.exposeString("digest", { description: "SHA-256 over its content." }),
    actor: t.exposeString("actor", { description: "Who made it." }),
    classes: t.exposeStringList("classes"),
    metrics: t.expose("metrics", {
      type: "JSON",
      description: "All its figures by name.",
      deprecationReason: "Use figures, which are typed.",
    }),
    figures: t.field({
      type: [metric],
      description: "All its figures, in the order of their names.",
      select: { metrics: true },
      resolve: ({ metrics }) => figuresOf(metrics),
    }),
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

/** The figures that are numbers. */
function figuresOf(metrics: unknown): { readonly name: string; readonly value: number }[] {
  return Object.entries((metrics ?? {}) as Readonly<Record<string, unknown>>)
    .flatMap(([name, value]) =>
      typeof value === "number" && Number.isFinite(value) ? [{ name, value }] : [],
    )
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
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

const nothing: Prisma.VersionWhereInput = { id: "" };

function withTag(tag: string): Prisma.VersionWhereInput {
  return storable(tag) ? { tags: { some: { name: normalizeName(tag) } } } : nothing;
}

function found(search: string): Prisma.VersionWhereInput {
  if (!storable(search)) {
    return nothing;
  }
  const text = normalizeName(search);
  return {
    OR: [
      { digest: { startsWith: text.toLowerCase() } },
      { tags: { some: { name: { startsWith: text, mode: "insensitive" } } } },
      { aliases: { some: { name: { startsWith: text, mode: "insensitive" } } } },
      { note: { text: { contains: text, mode: "insensitive" } } },
    ],
  };
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
    args: {
      modelId: t.arg.id({ description: "Only those of this model." }),
      tag: t.arg.string({ description: "Only those with this tag." }),
      search: t.arg.string({
        description:
          "Only those of which it is the beginning of the digest, a tag or an alias, or stands in the note, in whatever case.",
      }),
    },
    resolve: (query, _root, { modelId, tag, search }, { database }) =>
      database.prisma.version.findMany({
        ...checkCursor(query),
        where: {
          AND: [
            modelId == null ? {} : { modelId: findLocalId("Model", modelId) ?? "" },
            tag == null ? {} : withTag(tag),
            search == null ? {} : found(search),
          ],
        },
        orderBy: { id: "desc" },
      }),
  }),
}));
