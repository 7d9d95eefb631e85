import { resolveArrayConnection } from "@pothos/plugin-relay";
import { InvalidInputError } from "../errors/invalid_input_error.ts";
import { NotFoundError } from "../errors/not_found_error.ts";
import {
  compareVersions,
  type Disagreement,
  mostCompared,
  type VersionComparison,
} from "../services/compare_versions.ts";
import { builder } from "./builder.ts";
import { datasetSplit } from "./dataset_split.ts";
import { encodeGlobalId, requireLocalId } from "./global_id.ts";

const verdict = builder.enumType("Verdict", {
  description: "What may be said of a difference.",
  values: {
    BETTER: { value: "better" },
    WORSE: { value: "worse" },
    NOT_DISTINGUISHABLE: { value: "notDistinguishable" },
  } as const,
});

const mcNemar = builder.objectRef<VersionComparison["mcNemar"]>("McNemar").implement({
  description:
    "McNemar's test: whether two classifiers differ, from the images that only one of them got right.",
  fields: (t) => ({
    onlyVersion: t.exposeInt("onlyA", { description: "Images that only the version got right." }),
    onlyBaseline: t.exposeInt("onlyB", { description: "Images that only the baseline got right." }),
    statistic: t.exposeFloat("statistic", {
      nullable: true,
      description: "Null where few images differ: the test is exact then.",
    }),
    pValue: t.exposeFloat("pValue"),
  }),
});

const disagreement = builder.objectRef<Disagreement>("Disagreement").implement({
  description: "An image on which two versions disagree. Classes are indices.",
  fields: (t) => ({
    index: t.exposeInt("index", { description: "Its place in the split, from 0." }),
    label: t.exposeInt("label"),
    baseline: t.exposeInt("baseline", { description: "What the baseline says." }),
    version: t.exposeInt("version", { description: "What the version says." }),
  }),
});

const versionComparison = builder.objectRef<VersionComparison>("VersionComparison").implement({
  description: "One version against the baseline, on the same images.",
  fields: (t) => ({
    versionId: t.id({ resolve: ({ versionId }) => encodeGlobalId("Version", versionId) }),
    baselineId: t.id({ resolve: ({ baselineId }) => encodeGlobalId("Version", baselineId) }),
    count: t.exposeInt("count", { description: "Number of images." }),
    accuracy: t.exposeFloat("accuracy"),
    baselineAccuracy: t.exposeFloat("baselineAccuracy"),
    difference: t.exposeFloat("difference", {
      description: "Accuracy of the version less that of the baseline.",
    }),
    lower: t.float({
      description: "Of the 95 % bootstrap interval of the difference.",
      resolve: ({ interval }) => interval.lower,
    }),
    upper: t.float({
      description: "Of the 95 % bootstrap interval of the difference.",
      resolve: ({ interval }) => interval.upper,
    }),
    mcNemar: t.expose("mcNemar", { type: mcNemar }),
    verdict: t.expose("verdict", {
      type: verdict,
      description: "What may be said of the version: only what both the interval and the test (at 5 %) say.",
    }),
    disagreements: t.connection({
      type: disagreement,
      description: "Where they disagree, in the order of the images.",
      resolve: ({ disagreements }, args) =>
        resolveArrayConnection({ args, maxSize: 100 }, [...disagreements]),
    }),
  }),
});

const compareVersionsInput = builder.inputType("CompareVersionsInput", {
  description: "Versions to hold against a baseline. All must have been evaluated on the split.",
  fields: (t) => ({
    baselineId: t.id({ required: true }),
    versionIds: t.idList({ required: true, description: `1 to ${mostCompared}.` }),
    datasetId: t.id({ required: true }),
    split: t.field({ type: datasetSplit, required: true, defaultValue: "TEST" }),
  }),
});

builder.queryField("compareVersions", (t) =>
  t.field({
    type: [versionComparison],
    description: "Holds versions against a baseline on the same images, in the order of their ids.",
    errors: { types: [InvalidInputError, NotFoundError] },
    args: { input: t.arg({ type: compareVersionsInput, required: true }) },
    resolve: (_root, { input }, context) =>
      compareVersions(context, {
        baselineId: requireLocalId("Version", input.baselineId),
        versionIds: input.versionIds.map((id) => requireLocalId("Version", id)),
        datasetId: requireLocalId("Dataset", input.datasetId),
        split: input.split,
      }),
  }),
);
