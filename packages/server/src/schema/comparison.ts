import { InvalidInputError } from "../errors/invalid_input_error.ts";
import { NotFoundError } from "../errors/not_found_error.ts";
import {
  type CompareVersionsInput,
  compareVersions,
  mostCompared,
  type VersionComparison,
} from "../services/compare_versions.ts";
import { findDatasetImages } from "../services/dataset_images.ts";
import {
  countDisagreements,
  type Disagreement,
  type DisagreementSide,
  type EvaluationPair,
  listDisagreements,
} from "../services/list_disagreements.ts";
import { loadTogether } from "../services/load_together.ts";
import { builder } from "./builder.ts";
import { datasetImage } from "./dataset_image.ts";
import { datasetSplit } from "./dataset_split.ts";
import { encodeGlobalId, requireLocalId } from "./global_id.ts";
import { type OwnedList, ownedPage } from "./owned_page.ts";

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

type DisagreementNode = Disagreement & Pick<CompareVersionsInput, "datasetId" | "split">;

const disagreement = builder.objectRef<DisagreementNode>("Disagreement").implement({
  description: "An image on which two versions disagree. Classes are indices.",
  fields: (t) => ({
    index: t.exposeInt("index", { description: "Its place in the split, from 0." }),
    label: t.exposeInt("label"),
    baseline: t.exposeInt("baseline", { description: "What the baseline says." }),
    version: t.exposeInt("version", { description: "What the version says." }),
    image: t.field({
      type: datasetImage,
      description: "The image itself.",
      resolve: ({ datasetId, split, index }, _args, context) =>
        loadTogether(context, { kind: `${datasetId}/${split}`, owner: index }, async (indices) =>
          (
            await findDatasetImages(
              context,
              indices.map((each) => ({ datasetId, split, index: each })),
            )
          ).map((image) => image!),
        ),
    }),
  }),
});

const disagreementSide = builder.enumType("DisagreementSide", {
  description: "Who is right where two versions disagree.",
  values: { VERSION_RIGHT: {}, BASELINE_RIGHT: {}, BOTH_WRONG: {} } as const,
});

type ComparisonNode = VersionComparison & Pick<CompareVersionsInput, "datasetId" | "split">;

const versionComparison = builder.objectRef<ComparisonNode>("VersionComparison").implement({
  description: "One version against another, the baseline, on the same images.",
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
    correctedPValue: t.exposeFloat("correctedPValue", {
      description:
        "The p-value of the test after Holm's correction for all comparisons of this answer; that of the test itself if it is the only one.",
    }),
    verdict: t.expose("verdict", {
      type: verdict,
      description:
        "What may be said of the version: only what both the interval and the corrected test (at 5 %) say.",
    }),
    disagreements: t.connection(
      {
        type: disagreement,
        description: "Where they disagree, in the order of the images; at most 100 a page.",
        args: { side: t.arg({ type: disagreementSide, description: "Only where this holds." }) },
        resolve: async ({ evaluations, datasetId, split }, { side: asked, ...args }, context, info) => {
          const side = asked ?? null;
          const list: OwnedList<DisagreementNode> = {
            noun: "disagreements",
            load: async (owners, page) =>
              (await listDisagreements(context, owners.map(readPair), { side, ...page })).map(
                ({ nodes, ...rest }) => ({
                  ...rest,
                  nodes: nodes.map((node) => ({ ...node, datasetId, split })),
                }),
              ),
            cursorOf: ({ index }) => String(index),
          };
          const owner = writePair(evaluations);
          return { owner, side, ...(await ownedPage(list, { owner, args }, { context, info })) };
        },
      },
      {
        fields: (fields) => ({
          totalCount: fields.int({
            description: "How many there are on all pages; they are counted only if it is asked for.",
            resolve: (connection, _args, context) => {
              const { owner, side } = connection as unknown as CountedDisagreements;
              const kind = `count of disagreements ${side}`;
              return loadTogether(context, { kind, owner }, (owners) =>
                countDisagreements(context, owners.map(readPair), { side }),
              );
            },
          }),
        }),
      },
    ),
  }),
});

/** What a connection needs to know to count. */
interface CountedDisagreements {
  readonly owner: string;
  readonly side: DisagreementSide | null;
}

function writePair({ baselineId, versionId }: EvaluationPair): string {
  return `${baselineId} ${versionId}`;
}

function readPair(text: string): EvaluationPair {
  const [baselineId, versionId] = text.split(" ");
  return { baselineId: baselineId!, versionId: versionId! };
}

const compareVersionsInput = builder.inputType("CompareVersionsInput", {
  description: "Versions to compare. All must have been evaluated on the split.",
  fields: (t) => ({
    baselineId: t.id({
      description:
        "The version that the others are held against; left out: each is held against those before it.",
    }),
    versionIds: t.idList({
      required: true,
      description: `At most ${mostCompared}: one or more with a baseline, two or more without.`,
    }),
    datasetId: t.id({ required: true }),
    split: t.field({ type: datasetSplit, required: true, defaultValue: "TEST" }),
  }),
});

builder.queryField("compareVersions", (t) =>
  t.field({
    type: [versionComparison],
    description:
      "Compares versions on the same images: each with the baseline, in the order of the ids, or each pair of them. Verdicts go by p-values that are corrected for the number of comparisons.",
    errors: { types: [InvalidInputError, NotFoundError] },
    args: { input: t.arg({ type: compareVersionsInput, required: true }) },
    resolve: async (_root, { input }, context) => {
      const { split, baselineId } = input;
      const datasetId = requireLocalId("Dataset", input.datasetId);
      const compared = await compareVersions(context, {
        baselineId: baselineId == null ? null : requireLocalId("Version", baselineId),
        versionIds: input.versionIds.map((id) => requireLocalId("Version", id)),
        datasetId,
        split,
      });
      return compared.map((each) => ({ ...each, datasetId, split }));
    },
  }),
);
