import { InvalidInputError } from "../errors/invalid_input_error.ts";
import { NotFoundError } from "../errors/not_found_error.ts";
import { EvaluationState } from "../generated/prisma/client.ts";
import {
  type ClassCurves,
  type EvaluationReport,
  evaluateVersion,
  type ThresholdPoint,
} from "../services/evaluate_version.ts";
import { builder } from "./builder.ts";
import { datasetSplit } from "./dataset_split.ts";
import { findLocalId, requireLocalId } from "./global_id.ts";
import { relatedPage } from "./related_page.ts";

const evaluationState = builder.enumType("EvaluationState", {
  description: "Where an evaluation is in its life. SUCCEEDED and FAILED are final.",
  values: Object.values(EvaluationState),
});

type Figures = EvaluationReport["figures"];

const precisionRecall = builder.objectRef<Figures["macro"]>("PrecisionRecall").implement({
  description: "Means over the classes.",
  fields: (t) => ({
    precision: t.exposeFloat("precision"),
    recall: t.exposeFloat("recall"),
    f1: t.exposeFloat("f1"),
  }),
});

const rocPoint = builder.objectRef<ClassCurves["roc"][number]>("RocPoint").implement({
  description: "One threshold of a receiver operating characteristic.",
  fields: (t) => ({
    threshold: t.exposeFloat("threshold", {
      description: "2 at the first point, where nothing gets through.",
    }),
    falsePositiveRate: t.exposeFloat("falsePositiveRate"),
    truePositiveRate: t.exposeFloat("truePositiveRate"),
  }),
});

const precisionRecallPoint = builder
  .objectRef<ClassCurves["precisionRecall"][number]>("PrecisionRecallPoint")
  .implement({
    description: "One threshold of a precision-recall curve.",
    fields: (t) => ({
      threshold: t.exposeFloat("threshold"),
      precision: t.exposeFloat("precision"),
      recall: t.exposeFloat("recall"),
    }),
  });

type ClassFigures = Figures["classes"][number] & ClassCurves & { readonly label: string };

const classFigures = builder.objectRef<ClassFigures>("ClassFigures").implement({
  description: "One class against the rest.",
  fields: (t) => ({
    label: t.exposeString("label"),
    precision: t.exposeFloat("precision"),
    recall: t.exposeFloat("recall"),
    f1: t.exposeFloat("f1"),
    support: t.exposeInt("support", { description: "Number of its images." }),
    predicted: t.exposeInt("predicted", { description: "How often it was predicted." }),
    rocAuc: t.exposeFloat("rocAuc", { nullable: true }),
    averagePrecision: t.exposeFloat("averagePrecision", { nullable: true }),
    roc: t.field({ type: [rocPoint], description: "At most 200 points.", resolve: ({ roc }) => [...roc] }),
    precisionRecall: t.field({
      type: [precisionRecallPoint],
      description: "At most 200 points.",
      resolve: ({ precisionRecall: points }) => [...points],
    }),
  }),
});

interface ConfusionCell {
  readonly evaluationId: string;
  readonly label: number;
  readonly predicted: number;
  readonly count: number;
}

/** A cell of a confusion matrix. */
export const confusionCell = builder.objectRef<ConfusionCell>("ConfusionCell").implement({
  description: "How often one class was taken for one, and in which images.",
  fields: (t) => ({
    label: t.exposeInt("label", { description: "Index of the true class." }),
    predicted: t.exposeInt("predicted", { description: "Index of the predicted class." }),
    count: t.exposeInt("count"),
  }),
});

const calibrationBin = builder
  .objectRef<EvaluationReport["calibration"]["bins"][number]>("CalibrationBin")
  .implement({
    description: "Predictions whose confidence is within one part of 0 to 1.",
    fields: (t) => ({
      lower: t.exposeFloat("lower"),
      upper: t.exposeFloat("upper"),
      count: t.exposeInt("count"),
      confidence: t.exposeFloat("confidence", { nullable: true, description: "Mean; null in an empty bin." }),
      accuracy: t.exposeFloat("accuracy", { nullable: true, description: "Null in an empty bin." }),
    }),
  });

const calibration = builder.objectRef<EvaluationReport["calibration"]>("Calibration").implement({
  description: "How far confidence is from accuracy.",
  fields: (t) => ({
    expectedError: t.exposeFloat("expectedError"),
    maximumError: t.exposeFloat("maximumError"),
    bins: t.field({ type: [calibrationBin], resolve: ({ bins }) => [...bins] }),
  }),
});

const thresholdPoint = builder.objectRef<ThresholdPoint>("ThresholdPoint").implement({
  description: "What happens if only predictions of at least a confidence are believed.",
  fields: (t) => ({
    threshold: t.exposeFloat("threshold"),
    coverage: t.exposeFloat("coverage", { description: "Part of the images that are believed." }),
    accuracy: t.exposeFloat("accuracy", { nullable: true, description: "Of those; null if there are none." }),
  }),
});

type Report = EvaluationReport & { readonly labels: readonly string[]; readonly evaluationId: string };

const evaluationReport = builder.objectRef<Report>("EvaluationReport").implement({
  description: "All figures of an evaluation.",
  fields: (t) => ({
    macro: t.field({ type: precisionRecall, resolve: ({ figures }) => figures.macro }),
    weighted: t.field({
      type: precisionRecall,
      description: "Weighted by the number of a class's images.",
      resolve: ({ figures }) => figures.weighted,
    }),
    classes: t.field({
      type: [classFigures],
      resolve: ({ figures, curves, labels }) =>
        figures.classes.map((one, index) => ({ ...one, ...curves[index]!, label: labels[index]! })),
    }),
    confusion: t.field({
      type: [confusionCell],
      description: "The cells that are not empty, row by row.",
      resolve: ({ confusion, labels, evaluationId }) =>
        confusion.flatMap((count, place) => {
          const [label, predicted] = [Math.floor(place / labels.length), place % labels.length];
          return count === 0 ? [] : [{ evaluationId, label, predicted, count }];
        }),
    }),
    calibration: t.expose("calibration", { type: calibration }),
    thresholds: t.field({ type: [thresholdPoint], resolve: ({ thresholds }) => [...thresholds] }),
  }),
});

const evaluation = builder.prismaNode("Evaluation", {
  id: { field: "id" },
  nullable: true,
  description: "What a version does on the images of one split of a dataset.",
  fields: (t) => ({
    split: t.expose("split", { type: datasetSplit }),
    state: t.expose("state", { type: evaluationState }),
    count: t.exposeInt("count", {
      nullable: true,
      description: "Number of images; null until it succeeded.",
    }),
    accuracy: t.exposeFloat("accuracy", { nullable: true }),
    macroF1: t.exposeFloat("macroF1", { nullable: true }),
    calibrationError: t.exposeFloat("calibrationError", { nullable: true, description: "The expected one." }),
    failure: t.exposeString("failureMessage", { nullable: true, description: "Why it failed." }),
    actor: t.exposeString("actor", { description: "Who asked for it first." }),
    createdAt: t.expose("createdAt", { type: "DateTime" }),
    finishedAt: t.expose("finishedAt", { type: "DateTime", nullable: true }),
    version: t.relation("version"),
    dataset: t.relation("dataset"),
    report: t.field({
      type: evaluationReport,
      nullable: true,
      description: "All figures; null until it succeeded.",
      select: { id: true, report: true, version: { select: { classes: true } } },
      resolve: ({ id, report, version: { classes } }) =>
        report === null
          ? null
          : { ...(report as unknown as EvaluationReport), labels: classes, evaluationId: id },
    }),
  }),
});

builder.prismaObjectField("Version", "evaluations", (t) =>
  t.connection({
    type: evaluation,
    description: "Newest first.",
    resolve: relatedPage({
      noun: "evaluations",
      typeName: "Evaluation",
      relation: ["evaluations", "version_id"],
      find: (prisma, query) => prisma.evaluation.findMany(query),
    }),
  }),
);

builder.queryField("evaluation", (t) =>
  t.prismaField({
    type: evaluation,
    nullable: true,
    description: "The evaluation of an id.",
    args: { id: t.arg.id({ required: true }) },
    resolve: (query, _root, { id }, { database }) =>
      database.prisma.evaluation.findUnique({ ...query, where: { id: findLocalId("Evaluation", id) ?? "" } }),
  }),
);

const evaluateVersionInput = builder.inputType("EvaluateVersionInput", {
  description: "An evaluation to be.",
  fields: (t) => ({
    versionId: t.id({ required: true }),
    datasetId: t.id({ required: true }),
    split: t.field({ type: datasetSplit, required: true, defaultValue: "TEST" }),
  }),
});

builder.mutationField("evaluateVersion", (t) =>
  t.field({
    type: evaluation,
    description:
      "Queues an evaluation, or gives the one that there is: the same version sees the same in the same images. One that an older server made lacks the features by which neighbours are found: it gets them, and stays as it is meanwhile.",
    errors: { types: [InvalidInputError, NotFoundError] },
    args: { input: t.arg({ type: evaluateVersionInput, required: true }) },
    resolve: async (_root, { input }, context) => {
      const id = await evaluateVersion(context, {
        versionId: requireLocalId("Version", input.versionId),
        datasetId: requireLocalId("Dataset", input.datasetId),
        split: input.split,
      });
      return await context.database.prisma.evaluation.findUniqueOrThrow({ where: { id } });
    },
  }),
);
