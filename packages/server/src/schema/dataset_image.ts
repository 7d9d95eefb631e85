import { type ResolveCursorConnectionArgs, resolveCursorConnection } from "@pothos/plugin-relay";
import { GraphQLError } from "graphql";
import { type DatasetImage, listDatasetImages } from "../services/dataset_images.ts";
import { builder } from "./builder.ts";
import { findLocalId } from "./global_id.ts";

const datasetSplit = builder.enumType("DatasetSplit", {
  description: "A part of a dataset.",
  values: {
    TRAIN: { description: "What is trained on." },
    TEST: { description: "What is tested with." },
  },
});

const datasetImage = builder.objectRef<DatasetImage>("DatasetImage").implement({
  description: "An image of a dataset.",
  fields: (t) => ({
    position: t.exposeInt("position", {
      description: "Its number in the dataset: training images first, then test images.",
    }),
    split: t.expose("split", { type: datasetSplit, description: "The part that it is in." }),
    label: t.exposeInt("label", { description: "Index of its class." }),
    className: t.exposeString("className", { description: "Name of its class." }),
    pngPath: t.string({
      description: "Where the server has it as PNG, for an hour at least, for whoever has the path.",
      resolve: ({ datasetId, position }, _args, { imageSigner }) =>
        imageSigner.sign(`/images/${datasetId}/${position}.png`),
    }),
  }),
});

builder.queryField("datasetImages", (t) =>
  t.connection({
    type: datasetImage,
    description: "Images of a dataset in their order.",
    args: {
      datasetId: t.arg.id({ required: true, description: "The dataset." }),
      split: t.arg({ type: datasetSplit, description: "Only those of this part." }),
      className: t.arg.string({ description: "Only those of this class." }),
    },
    resolve: async (_root, { datasetId, split, className, ...page }, context) => {
      if (page.before != null || page.last != null) {
        throw new GraphQLError("Cannot page backwards through images: use first and after", {
          extensions: { code: "BAD_USER_INPUT" },
        });
      }
      const id = findLocalId("Dataset", datasetId) ?? "";
      const dataset = await context.database.prisma.dataset.findUnique({ where: { id } });
      return await resolveCursorConnection(
        {
          args: page,
          defaultSize: 50,
          maxSize: 100,
          toCursor: ({ position }: DatasetImage) => String(position),
        },
        async ({ after, limit }: ResolveCursorConnectionArgs): Promise<DatasetImage[]> => {
          if (after !== undefined && !/^\d{1,9}$/.test(after)) {
            throw new GraphQLError(
              "Cannot find the page as its cursor must be one that a page before it gave",
              {
                extensions: { code: "BAD_USER_INPUT" },
              },
            );
          }
          const filter = { split: split ?? undefined, className: className ?? undefined };
          return dataset === null
            ? []
            : [
                ...(await listDatasetImages(context, dataset, {
                  ...filter,
                  after: Number(after ?? -1),
                  limit,
                })),
              ];
        },
      );
    },
  }),
);
