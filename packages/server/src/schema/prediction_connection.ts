import type { Prediction } from "../generated/prisma/client.ts";
import {
  countPredictions,
  type ListPredictions,
  listPredictions,
  type PredictionFilter,
} from "../services/list_predictions.ts";
import { loadTogether } from "../services/load_together.ts";
import { builder } from "./builder.ts";
import { datasetImage } from "./dataset_image.ts";
import { findLocalId } from "./global_id.ts";
import { type OwnedList, ownedPage, type PageArguments } from "./owned_page.ts";
import { prediction } from "./prediction.ts";
import { timeRange } from "./run_filter_input.ts";
import { storable } from "./storable.ts";

const predictionFilterInput = builder.inputType("PredictionFilterInput", {
  description: "Which predictions: all conditions that are there must hold.",
  fields: (t) => ({
    versionId: t.id({ description: "Made by this version." }),
    modelId: t.id({ description: "Made by a version of this model." }),
    aliasId: t.id({ description: "Asked for through this alias." }),
    labels: t.stringList({ description: "The class with the highest score is one of these." }),
    probabilityBelow: t.float({ description: "The highest score is lower." }),
    actors: t.stringList({ description: "Asked for by one of these." }),
    isOfDataset: t.boolean({ description: "Whether the picture is an image of a dataset." }),
    createdAt: t.field({ type: timeRange, description: "Made in this range of time." }),
  }),
});

type FilterShape = typeof predictionFilterInput.$inferInput;

/** Makes a client's filter into the store's: ids become local ones; an id of something else finds nothing. */
function readFilter(shape: FilterShape): PredictionFilter {
  const { versionId, modelId, aliasId, labels, probabilityBelow, actors, isOfDataset, createdAt } = shape;
  return {
    versionId: versionId == null ? undefined : (findLocalId("Version", versionId) ?? ""),
    modelId: modelId == null ? undefined : (findLocalId("Model", modelId) ?? ""),
    aliasId: aliasId == null ? undefined : (findLocalId("Alias", aliasId) ?? ""),
    labels: labels?.filter(storable),
    probabilityBelow: probabilityBelow ?? undefined,
    actors: actors?.filter(storable),
    isOfDataset: isOfDataset ?? undefined,
    from: createdAt?.from ?? undefined,
    until: createdAt?.before ?? undefined,
  };
}

/** What a connection needs to know to count. */
interface Counted extends Pick<ListPredictions, "scope" | "filter"> {
  readonly owner: string;
}

const predictionEdge = builder.edgeObject({
  name: "PredictionEdge",
  description: "A prediction in a list.",
  type: prediction,
});

const predictionConnection = builder.connectionObject(
  {
    name: "PredictionConnection",
    description: "A part of a list of predictions.",
    type: prediction,
    fields: (t) => ({
      totalCount: t.int({
        description: "How many there are on all pages; they are counted only if it is asked for.",
        resolve: (connection, _args, context) => {
          const { owner, scope, filter } = connection as unknown as Counted;
          const kind = JSON.stringify(["count of predictions", scope, filter]);
          return loadTogether(context, { kind, owner }, (owners) =>
            countPredictions(context, owners, { scope, filter }),
          );
        },
      }),
    }),
  },
  predictionEdge,
);

/** Makes a page of the predictions of an owner. */
async function pageOf(
  { scope, owner }: Pick<Counted, "scope" | "owner">,
  { filter: asked, ...args }: PageArguments & { readonly filter?: FilterShape | null | undefined },
  place: Parameters<typeof ownedPage>[2],
) {
  const filter = readFilter(asked ?? {});
  const list: OwnedList<Prediction> = {
    noun: "predictions",
    typeName: "Prediction",
    load: async (owners, page, query) => {
      const { context } = place;
      const lists = await listPredictions(context, owners, { scope, filter, ...page });
      const id = { in: lists.flatMap(({ ids }) => ids) };
      const found = await context.database.prisma.prediction.findMany({ ...query, where: { id } });
      const byId = new Map(found.map((each) => [each.id, each]));
      return lists.map(({ ids, ...rest }) => ({
        ...rest,
        nodes: ids.flatMap((each) => byId.get(each) ?? []),
      }));
    },
    cursorOf: ({ id }) => id,
  };
  return { owner, scope, filter, ...(await ownedPage(list, { owner, args }, place)) };
}

const filterOption = { type: predictionFilterInput, description: "Only those of which all this holds." };

builder.queryField("predictions", (t) =>
  t.connection(
    {
      type: prediction,
      description: "Predictions, newest first; at most 100 a page.",
      args: { filter: t.arg(filterOption) },
      resolve: (_root, args, context, info) => pageOf({ scope: "all", owner: "" }, args, { context, info }),
    },
    predictionConnection,
    predictionEdge,
  ),
);

builder.prismaObjectField("Version", "predictions", (t) =>
  t.connection(
    {
      type: prediction,
      description: "Its predictions, newest first; at most 100 a page.",
      args: { filter: t.arg(filterOption) },
      resolve: ({ id }, args, context, info) =>
        pageOf({ scope: "version", owner: id }, args, { context, info }),
    },
    predictionConnection,
    predictionEdge,
  ),
);

builder.prismaObjectField("Model", "predictions", (t) =>
  t.connection(
    {
      type: prediction,
      description: "Predictions of its versions, newest first; at most 100 a page.",
      args: { filter: t.arg(filterOption) },
      resolve: ({ id }, args, context, info) =>
        pageOf({ scope: "model", owner: id }, args, { context, info }),
    },
    predictionConnection,
    predictionEdge,
  ),
);

builder.prismaObjectField("Alias", "predictions", (t) =>
  t.connection(
    {
      type: prediction,
      description: "Predictions that were asked for through it, newest first; at most 100 a page.",
      args: { filter: t.arg(filterOption) },
      resolve: ({ id }, args, context, info) =>
        pageOf({ scope: "alias", owner: id }, args, { context, info }),
    },
    predictionConnection,
    predictionEdge,
  ),
);

builder.objectField(datasetImage, "predictions", (t) =>
  t.connection(
    {
      type: prediction,
      description: "Predictions of which it is the picture, newest first; at most 100 a page.",
      args: { filter: t.arg(filterOption) },
      resolve: ({ dataset, position }, args, context, info) =>
        pageOf({ scope: "datasetImage", owner: `${dataset.id}_${position}` }, args, { context, info }),
    },
    predictionConnection,
    predictionEdge,
  ),
);
