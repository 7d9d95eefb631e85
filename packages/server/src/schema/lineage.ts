/** The ways from what something was made of to what was made of it; those back stand with each noun. */
import type { Relation } from "../services/list_related.ts";
import { builder } from "./builder.ts";
import { dataset } from "./dataset.ts";
import { model } from "./model.ts";
import { relatedPage } from "./related_page.ts";
import { run } from "./run.ts";
import { sweep } from "./sweep.ts";
import { variant } from "./variant.ts";
import { version } from "./version.ts";

const runsOf = (relation: Relation) =>
  relatedPage({
    noun: "runs",
    typeName: "Run",
    relation,
    find: (prisma, query) => prisma.run.findMany(query),
  });

const versionsOf = (relation: Relation) =>
  relatedPage({
    noun: "versions",
    typeName: "Version",
    relation,
    find: (prisma, query) => prisma.version.findMany(query),
  });

const sweepsOf = (relation: Relation) =>
  relatedPage({
    noun: "sweeps",
    typeName: "Sweep",
    relation,
    find: (prisma, query) => prisma.sweep.findMany(query),
  });

builder.prismaObjectFields(dataset, (t) => ({
  runs: t.connection({
    type: run,
    description: "Trainings on it, newest first.",
    resolve: runsOf(["runs", "dataset_id"]),
  }),
  versions: t.connection({
    type: version,
    description: "What was trained on it, newest first.",
    resolve: versionsOf(["versions", "dataset_id"]),
  }),
  sweeps: t.connection({
    type: sweep,
    description: "Searches on it, newest first.",
    resolve: sweepsOf(["sweeps", "dataset_id"]),
  }),
}));

builder.prismaObjectFields(variant, (t) => ({
  runs: t.connection({
    type: run,
    description: "Its trainings, newest first.",
    resolve: runsOf(["runs", "variant_id"]),
  }),
  versions: t.connection({
    type: version,
    description: "What came of it, newest first.",
    resolve: versionsOf(["versions", "variant_id"]),
  }),
  sweeps: t.connection({
    type: sweep,
    description: "Searches that vary it, newest first.",
    resolve: sweepsOf(["sweeps", "variant_id"]),
  }),
}));

builder.prismaObjectFields(model, (t) => ({
  variants: t.connection({
    type: variant,
    description: "Newest first.",
    resolve: relatedPage({
      noun: "variants",
      typeName: "Variant",
      relation: ["variants", "model_id"],
      find: (prisma, query) => prisma.variant.findMany(query),
    }),
  }),
  versions: t.connection({
    type: version,
    description: "Newest first.",
    resolve: versionsOf(["versions", "model_id"]),
  }),
}));

builder.prismaObjectField(version, "childRuns", (t) =>
  t.connection({
    type: run,
    description: "Trainings that start from its weights, newest first.",
    resolve: runsOf(["runs", "parent_id"]),
  }),
);
