import { type AblatedTechnique, TRAIN_PARAMETERS } from "@convzoo/core";
import { InvalidInputError } from "../errors/invalid_input_error.ts";
import { NotFoundError } from "../errors/not_found_error.ts";
import { type AblationEffect, type AblationReport, reportAblation } from "../services/report_ablation.ts";
import { startAblation } from "../services/start_ablation.ts";
import { builder } from "./builder.ts";
import { checkCursor } from "./check_cursor.ts";
import { engineMode } from "./enums.ts";
import { findLocalId, requireLocalId } from "./global_id.ts";
import { meanBounds } from "./mean_bounds.ts";
import { changedFields } from "./parameter_fields.ts";
import { augmentationInput, gradientInput, layerInput, optimizerInput } from "./spec_inputs.ts";

const ablationKind = builder.enumType("AblationKind", {
  description: "How an ablation asks what a technique is worth.",
  values: {
    LEAVE_ONE_OUT: { description: "The base has all techniques, and each variant lacks its own." },
    ADD_ONE_IN: { description: "The base has none of them, and each variant has its own alone." },
  } as const,
});

const ablationVerdict = builder.enumType("AblationVerdict", {
  description: "What may be said of a technique.",
  values: {
    better: { description: "All of the interval is on the good side of 0." },
    worse: { description: "All of the interval is on the bad side of 0." },
    notDistinguishable: { description: "0 is in the interval, or there is none." },
  } as const,
});

const ablationRun = builder.prismaObject("AblationRun", {
  description: "A run of an ablation.",
  fields: (t) => ({
    technique: t.string({
      nullable: true,
      description: "Null for a run of the base.",
      resolve: ({ technique }) => (technique === "" ? null : technique),
    }),
    seed: t.exposeInt("seed"),
    run: t.relation("run"),
  }),
});

const ablation = builder.prismaNode("Ablation", {
  id: { field: "id" },
  nullable: true,
  description:
    "Runs that show what techniques are worth: a base and a variant for each, with the same seeds.",
  fields: (t) => ({
    name: t.exposeString("name"),
    kind: t.expose("kind", { type: ablationKind }),
    metric: t.exposeString("metric", { description: "The metric that is compared." }),
    higherIsBetter: t.exposeBoolean("higherIsBetter"),
    mode: t.expose("mode", { type: engineMode }),
    seeds: t.exposeIntList("seeds"),
    techniques: t.exposeStringList("techniques"),
    actor: t.exposeString("actor", { description: "Who started it." }),
    createdAt: t.expose("createdAt", { type: "DateTime" }),
    variant: t.relation("variant", { description: "The base." }),
    dataset: t.relation("dataset"),
    runs: t.relation("runs", {
      type: ablationRun,
      description: "All of them: at most 21 times 20.",
      query: { orderBy: [{ technique: "asc" }, { seed: "asc" }] },
    }),
  }),
});

const effect = builder.objectRef<AblationEffect>("AblationEffect").implement({
  description:
    "What a technique does, by the differences of runs that have a seed in common, and what it costs.",
  fields: (t) => ({
    technique: t.exposeString("technique"),
    mean: t.exposeFloat("mean", { description: "What it adds to the metric, as a mean over seeds." }),
    standardDeviation: t.exposeFloat("standardDeviation", {
      nullable: true,
      description: "Null for one seed.",
    }),
    interval: t.field({ type: meanBounds, nullable: true, resolve: (each) => each.interval }),
    n: t.exposeInt("n", { description: "Pairs of runs." }),
    verdict: t.expose("verdict", { type: ablationVerdict }),
    seconds: t.float({
      nullable: true,
      description: "Seconds that it adds to a training, as a mean over seeds.",
      resolve: ({ seconds }) => seconds?.mean ?? null,
    }),
    secondsInterval: t.field({
      type: meanBounds,
      nullable: true,
      resolve: ({ seconds }) => seconds?.interval ?? null,
    }),
    parameters: t.exposeInt("parameters", { description: "Weights that it adds." }),
  }),
});

const report = builder.objectRef<AblationReport>("AblationReport").implement({
  description: "What an ablation has shown so far.",
  fields: (t) => ({
    isComplete: t.exposeBoolean("isComplete", { description: "Whether all runs are over." }),
    effects: t.field({
      type: [effect],
      description: "The most useful technique first.",
      resolve: ({ effects }) => [...effects],
    }),
  }),
});

builder.queryFields((t) => ({
  ablations: t.prismaConnection({
    type: ablation,
    cursor: "id",
    description: "Ablations, newest first.",
    resolve: (query, _root, _args, { database }) =>
      database.prisma.ablation.findMany({ ...checkCursor(query), orderBy: { id: "desc" } }),
  }),
  ablationReport: t.field({
    type: report,
    nullable: true,
    description: "What an ablation has shown so far; null if there is none of the id.",
    args: { ablationId: t.arg.id({ required: true }) },
    resolve: async (_root, { ablationId }, context) => {
      const id = findLocalId("Ablation", String(ablationId)) ?? "";
      const found = await context.database.prisma.ablation.findUnique({ where: { id } });
      return found === null ? null : await reportAblation(context, found);
    },
  }),
}));

const { regularizer, constraint, classWeights, stopping, start, schedule } = TRAIN_PARAMETERS;

const ablatedTechniqueInput = builder.inputType("AblatedTechniqueInput", {
  description:
    "A technique whose worth is asked: exactly one of the fields. Where it is left out its parameters mean nothing.",
  isOneOf: true,
  fields: (t) => ({
    augmentation: t.field({ type: augmentationInput, description: "Such as mixup or cutmix." }),
    gradient: t.field({ type: gradientInput, description: "Such as ema, a clipping or weightDecay." }),
    ...changedFields(t, { regularizer, constraint, classWeights, stopping, start, schedule }),
    optimizer: t.field({ type: optimizerInput, description: "One that wraps another, such as lookahead." }),
    labelSmoothing: t.float({ description: "Of the loss." }),
    layer: t.field({
      type: layerInput,
      description:
        "All layers of a kind, also those within others. Added are normalisations (between convolutions and activations), squeezeExcitation, spatialDropout2d and gaussianNoise (behind convolutions), and dropout (before the head).",
    }),
    variantId: t.id({ description: "For all else: a variant that differs from the base in it alone." }),
  }),
});

const techniqueInput = builder.inputType("AblationTechniqueInput", {
  description: "A technique of an ablation.",
  fields: (t) => ({
    name: t.string({
      description:
        "Under what it is reported; if it is left out, its id, such as mixup, or the name of the variant.",
    }),
    technique: t.field({ type: ablatedTechniqueInput, required: true }),
  }),
});

const startAblationInput = builder.inputType("StartAblationInput", {
  description: "An ablation to be: (1 + techniques) times seeds runs.",
  fields: (t) => ({
    name: t.string({ required: true }),
    variantId: t.id({ required: true, description: "The base." }),
    datasetId: t.id({ required: true }),
    kind: t.field({ type: ablationKind, required: true }),
    techniques: t.field({ type: [techniqueInput], required: true, description: "1 to 20." }),
    seeds: t.intList({ required: true, defaultValue: [1, 2, 3], description: "1 to 20." }),
    metric: t.string({ required: true, defaultValue: "testAccuracy" }),
    higherIsBetter: t.boolean({ required: true, defaultValue: true }),
    mode: t.field({ type: engineMode, required: true, defaultValue: "PORTABLE" }),
  }),
});

builder.mutationField("startAblation", (t) =>
  t.field({
    type: ablation,
    description: "Queues all runs of an ablation: all are there together, or none.",
    errors: { types: [InvalidInputError, NotFoundError] },
    args: { input: t.arg({ type: startAblationInput, required: true }) },
    resolve: (_root, { input }, context) =>
      startAblation(context, {
        ...input,
        variantId: requireLocalId("Variant", String(input.variantId)),
        datasetId: requireLocalId("Dataset", String(input.datasetId)),
        techniques: input.techniques.map(({ name, technique: { variantId, ...technique } }) => ({
          name: name ?? undefined,
          technique:
            variantId == null
              ? (technique as AblatedTechnique)
              : { variantId: requireLocalId("Variant", String(variantId)) },
        })),
      }),
  }),
);
