import { countGroups, type GroupedRuns, groupRuns } from "../services/group_runs.ts";
import { builder } from "./builder.ts";
import { engineMode } from "./enums.ts";
import { meanBounds } from "./mean_bounds.ts";
import { readRunFilter, runFilterInput } from "./run_filter_input.ts";
import { storable } from "./storable.ts";

// Prisma finds what is asked for by id in one turn with one statement, however many groups a page has.
const runGroup = builder.objectRef<GroupedRuns>("RunGroup").implement({
  description:
    "Runs that succeeded and differ in their seeds alone. Of runs with one seed the newest counts alone: training again with the same seed tells nothing of how results vary.",
  fields: (t) => ({
    variant: t.prismaField({
      type: "Variant",
      resolve: (query, { variantId }, _args, { database }) =>
        database.prisma.variant.findUniqueOrThrow({ ...query, where: { id: variantId } }),
    }),
    dataset: t.prismaField({
      type: "Dataset",
      resolve: (query, { datasetId }, _args, { database }) =>
        database.prisma.dataset.findUniqueOrThrow({ ...query, where: { id: datasetId } }),
    }),
    parent: t.prismaField({
      type: "Version",
      nullable: true,
      description: "The version that they start from; null if they start from their seeds alone.",
      resolve: async (query, { parentId }, _args, { database }) =>
        parentId === ""
          ? null
          : await database.prisma.version.findUnique({ ...query, where: { id: parentId } }),
    }),
    mode: t.expose("mode", { type: engineMode }),
    n: t.exposeInt("n", { description: "Seeds." }),
    mean: t.exposeFloat("mean", { description: "Of the metric's latest values." }),
    standardDeviation: t.exposeFloat("standardDeviation", {
      nullable: true,
      description: "Of the sample, with n - 1; null for one seed.",
    }),
    interval: t.field({
      type: meanBounds,
      nullable: true,
      description: "By Student's distribution; null for one seed.",
      resolve: ({ interval }) => interval,
    }),
  }),
});

const runGroupFigure = builder.enumType("RunGroupFigure", {
  description: "A figure of a group of runs.",
  values: {
    MEAN: { value: "mean", description: "Of the metric." },
    N: { value: "n", description: "Seeds." },
    DEVIATION: {
      value: "deviation",
      description: "Standard deviation; groups of one seed, which have none, come last.",
    },
  } as const,
});

const runGroupOrderInput = builder.inputType("RunGroupOrderInput", {
  description: "By what groups are sorted.",
  fields: (t) => ({
    by: t.field({ type: runGroupFigure, required: true }),
    ascending: t.boolean({ required: true, defaultValue: false, description: "Whether small comes first." }),
  }),
});

type Choice = Parameters<typeof countGroups>[1];

builder.queryField("runGroups", (t) =>
  t.connection(
    {
      type: runGroup,
      description:
        "Runs over their seeds, those of the newest variants first if no other order is asked for; at most 100 groups a page.",
      args: {
        metric: t.arg.string({ required: true, description: "Runs without it do not count." }),
        filter: t.arg({ type: runFilterInput, description: "Only runs of which all this holds." }),
        minimumN: t.arg.int({
          required: true,
          defaultValue: 1,
          description: "Only groups of so many seeds.",
        }),
        orderBy: t.arg({ type: runGroupOrderInput }),
      },
      resolve: async (
        _root,
        { metric, filter: asked, minimumN: minimum, orderBy, first, after, last, before },
        context,
      ) => {
        const choice: Choice = { filter: readRunFilter(asked ?? {}), metric, minimum };
        const bounds = { first, after, last, before };
        const { groups, ...pages } = storable(metric)
          ? await groupRuns(context, { ...choice, order: orderBy ?? undefined, ...bounds })
          : { groups: [], hasNextPage: false, hasPreviousPage: false };
        return {
          choice,
          edges: groups,
          pageInfo: {
            ...pages,
            startCursor: groups[0]?.cursor ?? null,
            endCursor: groups.at(-1)?.cursor ?? null,
          },
        };
      },
    },
    {
      fields: (fields) => ({
        totalCount: fields.int({
          description: "How many groups there are on all pages; they are counted only if it is asked for.",
          resolve: (connection, _args, context) => {
            const { choice } = connection as unknown as { readonly choice: Choice };
            return storable(choice.metric) ? countGroups(context, choice) : 0;
          },
        }),
      }),
    },
  ),
);
