import { ImageError } from "../errors/image_error.ts";
import { InvalidInputError } from "../errors/invalid_input_error.ts";
import { NotFoundError } from "../errors/not_found_error.ts";
import { OverloadError } from "../errors/overload_error.ts";
import { type ImagePrediction, mostImages, predict } from "../services/predict.ts";
import { builder } from "./builder.ts";
import { requireLocalId } from "./global_id.ts";

const classScore = builder.objectRef<ImagePrediction["scores"][number]>("ClassScore").implement({
  description: "One class with its probability.",
  fields: (t) => ({
    index: t.exposeInt("index"),
    label: t.exposeString("label"),
    score: t.exposeFloat("score"),
  }),
});

const imagePrediction = builder.objectRef<ImagePrediction>("ImagePrediction").implement({
  description: "What a version sees in one image.",
  fields: (t) => ({
    filename: t.exposeString("filename"),
    width: t.exposeInt("width", { description: "Of the image as it is to be seen, in pixels." }),
    height: t.exposeInt("height", { description: "Of the image as it is to be seen, in pixels." }),
    scores: t.field({
      type: [classScore],
      description: "Best first.",
      resolve: ({ scores }) => [...scores],
    }),
  }),
});

builder.mutationField("predict", (t) =>
  t.field({
    type: [imagePrediction],
    description: `Classifies images: 1 to ${mostImages} JPEG, PNG, WebP or GIF files, one prediction each, in order.`,
    errors: { types: [ImageError, InvalidInputError, NotFoundError, OverloadError] },
    args: {
      versionId: t.arg.id({ required: true }),
      images: t.arg({ type: ["File"], required: true }),
      topK: t.arg.int({ required: true, defaultValue: 3, description: "How many classes to name." }),
    },
    resolve: async (_root, { versionId, images, topK }, context) => [
      ...(await predict(context, { versionId: requireLocalId("Version", versionId), images, topK })),
    ],
  }),
);
