import {
  type CardEvaluation,
  type CardFigure,
  cardMarkdown,
  type ModelCard,
  modelCard,
} from "../services/model_card.ts";
import { builder } from "./builder.ts";
import { findLocalId } from "./global_id.ts";

const cardFigure = builder.objectRef<CardFigure>("ModelCardFigure").implement({
  description: "A figure of the training, by its name.",
  fields: (t) => ({ name: t.exposeString("name"), value: t.exposeFloat("value") }),
});

const cardEvaluation = builder.objectRef<CardEvaluation>("ModelCardEvaluation").implement({
  description: "An evaluation that succeeded.",
  fields: (t) => ({
    dataset: t.exposeString("dataset", { description: "Its name." }),
    split: t.exposeString("split"),
    count: t.exposeInt("count", { description: "Number of images." }),
    accuracy: t.exposeFloat("accuracy"),
    macroF1: t.exposeFloat("macroF1"),
    calibrationError: t.exposeFloat("calibrationError"),
  }),
});

const card = builder.objectRef<ModelCard>("ModelCard").implement({
  description: "What is known of a version, made from facts: as data, and as Markdown.",
  fields: (t) => ({
    markdown: t.string({ description: "The whole card for people.", resolve: cardMarkdown }),
    model: t.exposeString("model", { description: "Name of the model." }),
    description: t.exposeString("description"),
    versionDigest: t.exposeString("versionDigest"),
    createdAt: t.expose("createdAt", { type: "DateTime" }),
    actor: t.exposeString("actor", { description: "Who made it." }),
    classes: t.stringList({ resolve: ({ classes }) => [...classes] }),
    parameters: t.exposeInt("parameters", { description: "Number of learned weights." }),
    layers: t.stringList({
      description: "Keys of the layers, in order.",
      resolve: ({ layers }) => [...layers],
    }),
    imageShape: t.intList({
      description: "Height, width and channels of the images that it takes.",
      resolve: ({ imageShape }) => [...imageShape],
    }),
    dataset: t.exposeString("dataset", { description: "Name of the dataset that it learned from." }),
    datasetNumber: t.exposeInt("datasetNumber", { description: "Its number among those of the name." }),
    leaks: t.exposeInt("leaks", {
      nullable: true,
      description:
        "Pairs of alike images of which one was trained on and one is tested with; null if nobody measured.",
    }),
    datasetDigest: t.exposeString("datasetDigest"),
    trainCount: t.exposeInt("trainCount"),
    testCount: t.exposeInt("testCount"),
    variantDigest: t.exposeString("variantDigest"),
    seed: t.exposeInt("seed"),
    mode: t.exposeString("mode"),
    engine: t.exposeString("engine", { nullable: true }),
    engineVersion: t.exposeString("engineVersion", {
      nullable: true,
      description: "The version of the engine; null if it is not known.",
    }),
    parentDigest: t.exposeString("parentDigest", {
      nullable: true,
      description:
        "The content hash of the version whose weights it started from; null if it started from its seed alone.",
    }),
    epochs: t.exposeInt("epochs"),
    optimizer: t.exposeString("optimizer", { description: "Its key." }),
    metrics: t.field({ type: [cardFigure], resolve: ({ metrics }) => [...metrics] }),
    evaluations: t.field({ type: [cardEvaluation], resolve: ({ evaluations }) => [...evaluations] }),
    aliases: t.stringList({ resolve: ({ aliases }) => [...aliases] }),
    tags: t.stringList({ resolve: ({ tags }) => [...tags] }),
    note: t.exposeString("note", { nullable: true, description: "Markdown." }),
  }),
});

builder.queryField("modelCard", (t) =>
  t.field({
    type: card,
    nullable: true,
    description: "The card of a version.",
    args: { versionId: t.arg.id({ required: true }) },
    resolve: (_root, { versionId }, { database }) =>
      modelCard(database, findLocalId("Version", versionId) ?? ""),
  }),
);
