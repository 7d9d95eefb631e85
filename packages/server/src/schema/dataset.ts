import { ConflictError } from "../errors/conflict_error.ts";
import { InvalidInputError } from "../errors/invalid_input_error.ts";
import { normalizeName } from "../services/check_name.ts";
import { registerDataset } from "../services/register_dataset.ts";
import { builder } from "./builder.ts";
import { checkCursor } from "./check_cursor.ts";
import { storable } from "./storable.ts";

const dataset = builder.prismaNode("Dataset", {
  id: { field: "id" },
  nullable: true,
  description: "A frozen, labelled set of images, split into train and test.",
  fields: (t) => ({
    name: t.exposeString("name"),
    digest: t.exposeString("digest", { description: "SHA-256 over its classes, images and labels." }),
    classes: t.exposeStringList("classes", {
      description: "Names of the classes; a label is an index into them.",
    }),
    height: t.exposeInt("height"),
    width: t.exposeInt("width"),
    channels: t.exposeInt("channels", { description: "1 (grey) or 3 (RGB)." }),
    trainCount: t.exposeInt("trainCount", { description: "Number of training images." }),
    testCount: t.exposeInt("testCount", { description: "Number of test images." }),
    createdAt: t.expose("createdAt", { type: "DateTime" }),
  }),
});

builder.queryFields((t) => ({
  dataset: t.prismaField({
    type: dataset,
    nullable: true,
    description: "The dataset of a name.",
    args: { name: t.arg.string({ required: true }) },
    resolve: (query, _root, { name }, { database }) =>
      storable(name)
        ? database.prisma.dataset.findUnique({ ...query, where: { name: normalizeName(name) } })
        : null,
  }),
  datasets: t.prismaConnection({
    type: dataset,
    cursor: "id",
    description: "All datasets, newest first.",
    resolve: (query, _root, _args, { database }) =>
      database.prisma.dataset.findMany({ ...checkCursor(query), orderBy: { id: "desc" } }),
  }),
}));

const registerDatasetInput = builder.inputType("RegisterDatasetInput", {
  description: "A dataset to be, as four official IDX files, each plain or gzip.",
  fields: (t) => ({
    name: t.string({ required: true }),
    classes: t.stringList({
      required: true,
      description: "Names of the classes, in the order of their labels.",
    }),
    trainImages: t.field({ type: "File", required: true }),
    trainLabels: t.field({ type: "File", required: true }),
    testImages: t.field({ type: "File", required: true }),
    testLabels: t.field({ type: "File", required: true }),
  }),
});

builder.mutationField("registerDataset", (t) =>
  t.field({
    type: dataset,
    description:
      "Registers a dataset. The same data under the same name gives the dataset that is there already.",
    errors: { types: [InvalidInputError, ConflictError] },
    args: { input: t.arg({ type: registerDatasetInput, required: true }) },
    resolve: (_root, { input }, context) => registerDataset(context, input),
  }),
);
