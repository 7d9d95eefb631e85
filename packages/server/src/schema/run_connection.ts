import { queryFromInfo } from "@pothos/plugin-prisma";
import { countRuns } from "../services/count_runs.ts";
import { listRuns } from "../services/list_runs.ts";
import { builder } from "./builder.ts";
import { runState } from "./enums.ts";
import { run } from "./run.ts";
import { type RunFilterShape, readRunFilter, runFilterInput } from "./run_filter_input.ts";

const runOrderInput = builder.inputType("RunOrderInput", {
  description: "By what runs are sorted.",
  fields: (t) => ({
    metric: t.string({
      description:
        "The metric whose latest value sorts; runs without it come last. By when they were made if it is left out.",
    }),
    ascending: t.boolean({ required: true, defaultValue: false, description: "Whether small comes first." }),
  }),
});

/** All conditions of the arguments in one. */
function filterOf(
  filter: RunFilterShape | null | undefined,
  {
    variantId,
    parentId,
    state,
  }: Readonly<Partial<Record<"variantId" | "parentId" | "state", string | null | undefined>>>,
): RunFilterShape {
  return {
    and: [
      filter ?? {},
      {
        ...(variantId != null && { variantIds: [variantId] }),
        ...(parentId != null && { parentIds: [parentId] }),
        ...(state != null && { states: [state as never] }),
      },
    ],
  };
}

builder.queryField("runs", (t) =>
  t.connection(
    {
      type: run,
      description: "Runs, newest first if no other order is asked for; at most 100 a page.",
      args: {
        filter: t.arg({ type: runFilterInput, description: "Only those of which all this holds." }),
        orderBy: t.arg({ type: runOrderInput }),
        variantId: t.arg.id({ description: "Only those of this variant." }),
        parentId: t.arg.id({ description: "Only those that start from the weights of this version." }),
        state: t.arg({ type: runState, description: "Only those in this state." }),
      },
      resolve: async (
        _root,
        { filter: asked, orderBy, first, after, last, before, ...rest },
        context,
        info,
      ) => {
        const filter = readRunFilter(filterOf(asked, rest));
        const order = { metric: orderBy?.metric ?? undefined, ascending: orderBy?.ascending ?? false };
        const bounds = { first, after, last, before };
        const { places, ...pages } = await listRuns(context, { filter, order, ...bounds });
        const query = queryFromInfo({ context, info, typeName: "Run", path: ["edges", "node"] });
        const ids = places.map(({ id }) => id);
        const found = await context.database.prisma.run.findMany({
          ...(query as object),
          where: { id: { in: ids } },
        });
        const byId = new Map(found.map((each) => [each.id, each]));
        return {
          filter,
          edges: places.flatMap(({ id, cursor }) => {
            const node = byId.get(id);
            return node === undefined ? [] : [{ cursor, node }];
          }),
          pageInfo: {
            ...pages,
            startCursor: places[0]?.cursor ?? null,
            endCursor: places.at(-1)?.cursor ?? null,
          },
        };
      },
    },
    {
      fields: (fields) => ({
        totalCount: fields.int({
          description: "How many there are on all pages; they are counted only if it is asked for.",
          resolve: (connection, _args, context) =>
            countRuns(
              context,
              (connection as unknown as { filter: ReturnType<typeof readRunFilter> }).filter,
            ),
        }),
      }),
    },
  ),
);
