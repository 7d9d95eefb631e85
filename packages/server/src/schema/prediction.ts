import { findDatasetImages } from "../services/dataset_images.ts";
import { loadTogether } from "../services/load_together.ts";
import { builder } from "./builder.ts";
import { datasetImage } from "./dataset_image.ts";
import { findLocalId } from "./global_id.ts";
import { classScore } from "./predict.ts";

/** The node of predictions. */
export const prediction = builder.prismaNode("Prediction", {
  id: { field: "id" },
  nullable: true,
  description:
    "What a version said of one picture that somebody sent. The picture itself is not kept; operators say whether and for how long predictions are.",
  fields: (t) => ({
    version: t.relation("version", { description: "The version that looked at it." }),
    model: t.relation("model", { description: "The model of the version." }),
    alias: t.relation("alias", {
      nullable: true,
      description: "The alias through which the version was asked for; null if it was asked for itself.",
    }),
    imageDigest: t.string({
      description:
        "SHA-256 over size and RGB pixels of the picture as it was decoded: equal for equal pictures, whatever their files.",
      resolve: ({ imageDigest }) => Buffer.from(imageDigest).toString("hex"),
    }),
    datasetImage: t.field({
      type: datasetImage,
      nullable: true,
      description:
        "The image of a dataset that the picture is: of the version's own dataset if that has it. Null if no dataset has it, or a worker has not looked through that yet.",
      resolve: ({ datasetId, position }, _args, context) =>
        datasetId === null || position === null
          ? null
          : loadTogether(
              context,
              { kind: "datasetImage", owner: `${datasetId}_${position}` },
              async (owners) => {
                const places = owners.map((owner) => {
                  const [id, place] = owner.split("_");
                  return { datasetId: id!, position: Number(place) };
                });
                return (await findDatasetImages(context, places)).map((image) => image ?? null);
              },
            ),
    }),
    label: t.string({
      description: "Name of the class with the highest score.",
      select: { predicted: true, version: { select: { classes: true } } },
      resolve: ({ predicted, version }) => version.classes[predicted] ?? String(predicted),
    }),
    probability: t.exposeFloat("probability", { description: "Its score." }),
    scores: t.field({
      type: [classScore],
      description: "The best of the classes that were asked for, best first; at most 5.",
      select: { topClasses: true, topScores: true, version: { select: { classes: true } } },
      resolve: ({ topClasses, topScores, version }) =>
        topClasses.map((index, place) => ({
          index,
          label: version.classes[index] ?? String(index),
          score: topScores[place]!,
        })),
    }),
    actor: t.exposeString("actor", { description: "Who asked." }),
    milliseconds: t.exposeFloat("milliseconds", {
      description: "How long the server took for the request that it was part of.",
    }),
    createdAt: t.expose("createdAt", { type: "DateTime", description: "When it was made." }),
  }),
});

builder.queryField("prediction", (t) =>
  t.prismaField({
    type: prediction,
    nullable: true,
    description: "The prediction of an id.",
    args: { id: t.arg.id({ required: true }) },
    resolve: (query, _root, { id }, { database }) =>
      database.prisma.prediction.findUnique({ ...query, where: { id: findLocalId("Prediction", id) ?? "" } }),
  }),
);
