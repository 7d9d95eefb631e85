import { GraphQLError } from "graphql";
import { type GroupedRuns, groupRuns } from "../services/group_runs.ts";
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

builder.queryField("runGroups", (t) =>
  t.connection({
    type: runGroup,
    description: "Runs over their seeds, those of the newest variants first; at most 100 groups a page.",
    args: {
      metric: t.arg.string({ required: true, description: "Runs without it do not count." }),
      filter: t.arg({ type: runFilterInput, description: "Only runs of which all this holds." }),
    },
    resolve: async (_root, { metric, filter, first, after, last, before }, context) => {
      if (last != null || before != null) {
        throw new GraphQLError(
          "Cannot group runs backwards as pages must follow each other: give first and after",
          { extensions: { code: "BAD_USER_INPUT" } },
        );
      }
      const { groups, hasNextPage } = storable(metric)
        ? await groupRuns(context, { filter: readRunFilter(filter ?? {}), metric, first, after })
        : { groups: [], hasNextPage: false };
      return {
        edges: groups,
        pageInfo: {
          hasNextPage,
          hasPreviousPage: after != null,
          startCursor: groups[0]?.cursor ?? null,
          endCursor: groups.at(-1)?.cursor ?? null,
        },
      };
    },
  }),
);
