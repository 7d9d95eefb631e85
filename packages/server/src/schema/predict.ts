import { ImageError } from "../errors/image_error.ts";
import { InvalidInputError } from "../errors/invalid_input_error.ts";
import { NotFoundError } from "../errors/not_found_error.ts";
import { OverloadError } from "../errors/overload_error.ts";
import {
  type ImagePrediction,
  mostClasses,
  mostImages,
  predict,
  type WantedVersion,
} from "../services/predict.ts";
import { builder } from "./builder.ts";
import { encodeGlobalId, requireLocalId } from "./global_id.ts";
import { storable } from "./storable.ts";

/** One class of a prediction. */
export const classScore = builder.objectRef<ImagePrediction["scores"][number]>("ClassScore").implement({
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
    predictionId: t.id({
      nullable: true,
      description:
        "The id of the `Prediction` that is kept of it a moment later; null if the server keeps none, or has no room for more.",
      resolve: ({ predictionId }) =>
        predictionId === null ? null : encodeGlobalId("Prediction", predictionId),
    }),
  }),
});

const aliasReference = builder.inputType("AliasReference", {
  description: "An alias by its name.",
  fields: (t) => ({
    modelId: t.id({ required: true, description: "The model that has it." }),
    name: t.string({ required: true, description: "Such as `champion`." }),
  }),
});

const versionReference = builder.inputType("VersionReference", {
  isOneOf: true,
  description: "A trained version, named in one way.",
  fields: (t) => ({
    version: t.id({ description: "Its id." }),
    alias: t.field({
      type: aliasReference,
      description: "The alias that points to it now; what comes of it keeps that the alias was asked for.",
    }),
  }),
});

interface VersionArguments {
  readonly model?: typeof versionReference.$inferInput | null | undefined;
  readonly versionId?: string | null | undefined;
  readonly alias?: typeof aliasReference.$inferInput | null | undefined;
}

/** @throws {InvalidInputError} Unless exactly one argument is given. */
function readVersion({ model, versionId, alias }: VersionArguments): WantedVersion {
  const given = Object.entries({ model, versionId, alias }).flatMap(([name, value]) =>
    value == null ? [] : [name],
  );
  if (given.length !== 1) {
    const received = given.length === 0 ? "none" : given.join(" and ");
    throw new InvalidInputError({
      path: "model",
      received,
      message: `Cannot predict as exactly one of model, versionId and alias must be given: current value is ${received}`,
    });
  }
  const id = model?.version ?? versionId;
  if (id != null) {
    return { versionId: requireLocalId("Version", id) };
  }
  const { modelId, name } = (model?.alias ?? alias)!;
  if (!storable(name)) {
    throw new NotFoundError("alias", name);
  }
  return { alias: { modelId: requireLocalId("Model", modelId), name } };
}

builder.mutationField("predict", (t) =>
  t.field({
    type: [imagePrediction],
    description: `Classifies images: 1 to ${mostImages} JPEG, PNG, WebP or GIF files, one prediction each, in order.`,
    errors: { types: [ImageError, InvalidInputError, NotFoundError, OverloadError] },
    args: {
      model: t.arg({
        type: versionReference,
        description: "What looks at them. It must be given, unless one of the older arguments is.",
      }),
      versionId: t.arg.id({
        description: "The version that looks at them.",
        deprecationReason: "Give `model: { version: ... }` in its place.",
      }),
      alias: t.arg({
        type: aliasReference,
        description: "The alias whose version looks at them.",
        deprecationReason: "Give `model: { alias: ... }` in its place.",
      }),
      images: t.arg({ type: ["File"], required: true }),
      topK: t.arg.int({
        required: true,
        defaultValue: 3,
        description: `How many classes to name, 1 to ${mostClasses}; all of them where there are fewer.`,
      }),
    },
    resolve: async (_root, { images, topK, ...version }, context) => [
      ...(await predict(context, { version: readVersion(version), images, topK })),
    ],
  }),
);
