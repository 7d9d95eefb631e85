import { normalizeName } from "../services/check_name.ts";
import { type DatasetFacts, loadDatasetFacts } from "../services/load_dataset_facts.ts";
import { builder } from "./builder.ts";
import { checkCursor } from "./check_cursor.ts";
import { storable } from "./storable.ts";

const datasetSplit = builder.objectRef<NonNullable<DatasetFacts["split"]>>("DatasetSplitRule").implement({
  description: "How images were split into train and test when the dataset was registered, class by class.",
  fields: (t) => ({
    seed: t.exposeInt("seed", { description: "Decides which images." }),
    testFraction: t.exposeFloat("testFraction", { description: "Share of test images of each class." }),
  }),
});

const duplicatePair = builder.objectRef<DatasetFacts["pairs"][number]>("DuplicatePair").implement({
  description:
    "Two images that are alike, numbered through: training images first, then test images, then those to validate with.",
  fields: (t) => ({
    first: t.exposeInt("first", { description: "The number of the earlier image." }),
    second: t.exposeInt("second", { description: "The number of the later image." }),
    exact: t.exposeBoolean("exact", { description: "Whether every pixel is the same." }),
    leaks: t.exposeBoolean("leaks", {
      description:
        "Whether they are of two parts, such as one that is trained on and one that is tested with.",
    }),
  }),
});

const skippedFile = builder.objectRef<DatasetFacts["skipped"][number]>("SkippedFile").implement({
  description: "A file of the source, or a line of it, that is not part of the dataset.",
  fields: (t) => ({
    path: t.exposeString("path", { description: "Where it was." }),
    code: t.exposeString("code", { description: "What to decide by, such as TRUNCATED or UNSAFE_PATH." }),
    reason: t.exposeString("reason", { description: "One sentence for people." }),
  }),
});

const datasetFacts = builder.objectRef<DatasetFacts>("DatasetFacts").implement({
  description: "What was measured of a dataset when it was registered. It never changes.",
  fields: (t) => ({
    trainCounts: t.field({
      type: ["Int"],
      description: "Training images of each class.",
      resolve: ({ trainCounts }) => [...trainCounts],
    }),
    testCounts: t.field({
      type: ["Int"],
      description: "Test images of each class.",
      resolve: ({ testCounts }) => [...testCounts],
    }),
    validationCounts: t.field({
      type: ["Int"],
      description: "Images of each class to validate with; empty if there are none.",
      resolve: ({ validationCounts = [] }) => [...validationCounts],
    }),
    mean: t.field({
      type: ["Float"],
      description: "Mean of the training pixels, channel by channel, scaled to 0 to 1.",
      resolve: ({ mean }) => [...mean],
    }),
    standardDeviation: t.field({
      type: ["Float"],
      description: "Standard deviation of the training pixels, channel by channel.",
      resolve: ({ standardDeviation }) => [...standardDeviation],
    }),
    split: t.field({
      type: datasetSplit,
      nullable: true,
      description: "How it was split; null if the source was split already.",
      resolve: ({ split }) => split,
    }),
    exactDuplicates: t.exposeInt("exactCount", {
      description: "Images with every pixel of one before them.",
    }),
    nearDuplicates: t.exposeInt("nearCount", {
      description:
        "Images nearly as one before them: difference hashes (dHash, 64 bits) at most 3 bits apart and pixels at most 6 of 255 in the mean.",
    }),
    leaks: t.exposeInt("leakCount", { description: "Duplicates across the parts." }),
    duplicatesComplete: t.exposeBoolean("isComplete", {
      description: "Whether all candidates for near duplicates were compared.",
    }),
    duplicates: t.field({
      type: [duplicatePair],
      description: "The duplicates, those that leak first; at most 1000.",
      resolve: ({ pairs }) => [...pairs],
    }),
    skippedCount: t.exposeInt("skippedCount", { description: "Files that are not part of the dataset." }),
    skipped: t.field({
      type: [skippedFile],
      description: "Those files and why; at most 1000.",
      resolve: ({ skipped }) => [...skipped],
    }),
  }),
});

/** A dataset. */
export const dataset = builder.prismaNode("Dataset", {
  id: { field: "id" },
  nullable: true,
  description:
    "A frozen, labelled set of images, split into train and test, and where it came so also validation.",
  fields: (t) => ({
    name: t.exposeString("name"),
    number: t.exposeInt("number", {
      description: "Counts the datasets of its name, from 1; later ones have other data.",
    }),
    actor: t.exposeString("actor", { description: "Who registered it first." }),
    digest: t.exposeString("digest", { description: "SHA-256 over its classes, images and labels." }),
    classes: t.exposeStringList("classes", {
      description: "Names of the classes; a label is an index into them.",
    }),
    height: t.exposeInt("height"),
    width: t.exposeInt("width"),
    channels: t.exposeInt("channels", { description: "1 (grey) or 3 (RGB)." }),
    trainCount: t.exposeInt("trainCount", { description: "Number of training images." }),
    testCount: t.exposeInt("testCount", { description: "Number of test images." }),
    validationCount: t.exposeInt("validationCount", {
      description:
        "Number of images to validate with, which a train spec asks for by `validation: { given: {} }`; 0 if there are none.",
    }),
    facts: t.field({
      type: datasetFacts,
      nullable: true,
      description:
        "What was measured when it was registered; null for one of an older server, until it is registered again.",
      resolve: ({ id }, _args, context) => loadDatasetFacts(context, id),
    }),
    createdAt: t.expose("createdAt", { type: "DateTime" }),
  }),
});

builder.queryFields((t) => ({
  dataset: t.prismaField({
    type: dataset,
    nullable: true,
    description: "The dataset of a name.",
    args: {
      name: t.arg.string({ required: true }),
      number: t.arg.int({ description: "Left out: the latest of the name." }),
    },
    resolve: (query, _root, { name, number }, { database }) =>
      storable(name)
        ? database.prisma.dataset.findFirst({
            ...query,
            where: { name: normalizeName(name), ...(number != null && { number }) },
            orderBy: { number: "desc" },
          })
        : null,
  }),
  datasets: t.prismaConnection({
    type: dataset,
    cursor: "id",
    description: "All datasets, newest first.",
    args: { name: t.arg.string({ description: "Only those of this name." }) },
    resolve: (query, _root, { name }, { database }) =>
      name == null || storable(name)
        ? database.prisma.dataset.findMany({
            ...checkCursor(query),
            ...(name != null && { where: { name: normalizeName(name) } }),
            orderBy: { id: "desc" },
          })
        : [],
  }),
}));
