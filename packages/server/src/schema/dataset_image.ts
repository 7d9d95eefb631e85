import {
  type DatasetImage,
  findDatasetImages,
  listDatasetImages,
  positionOf,
} from "../services/dataset_images.ts";
import { builder } from "./builder.ts";
import { dataset } from "./dataset.ts";
import { datasetSplit } from "./dataset_split.ts";
import { findLocalId } from "./global_id.ts";

/** The node of images. */
export const datasetImage = builder.objectRef<DatasetImage>("DatasetImage");

builder.node(datasetImage, {
  description: "An image of a dataset.",
  id: { resolve: ({ dataset, position }) => `${dataset.id}_${position}` },
  loadMany: async (ids, context) => {
    const places = ids.map((id) => {
      const [datasetId, position] = id.split("_");
      return { datasetId: datasetId!, position: Number(position) };
    });
    return (await findDatasetImages(context, places)).map((image) => image ?? null);
  },
  fields: (t) => ({
    dataset: t.field({
      type: dataset,
      description: "The dataset that it is in.",
      resolve: (image) => image.dataset,
    }),
    position: t.exposeInt("position", {
      description:
        "Its number in the dataset: training images first, then test images, then those to validate with.",
    }),
    split: t.expose("split", { type: datasetSplit, description: "The part that it is in." }),
    label: t.exposeInt("label", { description: "Index of its class." }),
    className: t.string({
      description: "Name of its class.",
      resolve: ({ dataset: { classes }, label }) => classes[label]!,
    }),
    pngPath: t.string({
      description: "Where the server has it as PNG, for an hour at least, for whoever has the path.",
      resolve: ({ dataset: { id }, position }, _args, { imageSigner }) =>
        imageSigner.sign(`/images/${id}/${position}.png`),
    }),
  }),
});

builder.prismaObjectField("EvaluationImage", "image", (t) =>
  t.field({
    type: datasetImage,
    description: "The image itself.",
    select: { index: true, label: true, evaluation: { select: { split: true, dataset: true } } },
    resolve: ({ index, label, evaluation }) => ({
      dataset: evaluation.dataset,
      position: positionOf(evaluation.dataset, { split: evaluation.split, index }),
      split: evaluation.split,
      label,
    }),
  }),
);

builder.queryField("datasetImages", (t) =>
  t.connection({
    type: datasetImage,
    description: "Images of a dataset in their order; at most 100 a page.",
    args: {
      datasetId: t.arg.id({ required: true, description: "The dataset." }),
      split: t.arg({ type: datasetSplit, description: "Only those of this part." }),
      className: t.arg.string({ description: "Only those of this class." }),
    },
    resolve: async (_root, { datasetId, split, className, first, after, last, before }, context) => {
      const id = findLocalId("Dataset", datasetId) ?? "";
      const found = await context.database.prisma.dataset.findUnique({ where: { id } });
      const filter = { split: split ?? undefined, className: className ?? undefined };
      const { images, ...pages } =
        found === null
          ? { images: [], hasNextPage: false, hasPreviousPage: false }
          : await listDatasetImages(context, found, { ...filter, first, after, last, before });
      const edges = images.map((node) => ({ cursor: String(node.position), node }));
      return {
        edges,
        pageInfo: {
          ...pages,
          startCursor: edges[0]?.cursor ?? null,
          endCursor: edges.at(-1)?.cursor ?? null,
        },
      };
    },
  }),
);
