import type { TrialParameter } from "@convzoo/core";
import { type SweepTrial, SweepTrialState } from "../generated/prisma/client.ts";
import { listTrials, trialCursor } from "../services/list_trials.ts";
import { builder } from "./builder.ts";
import { ownedPage } from "./owned_page.ts";
import { searchValue } from "./sweep_space.ts";

const trialState = builder.enumType("SweepTrialState", {
  description: "Where a trial is in its life.",
  values: {
    [SweepTrialState.RUNNING]: { description: "Its run waits or trains." },
    [SweepTrialState.PAUSED]: {
      description:
        "Somebody has paused its run. It is not under way, so others begin in its place, and the sweep waits for it before it ends.",
    },
    [SweepTrialState.FINISHED]: { description: "Its run succeeded, and its objective is known." },
    [SweepTrialState.STOPPED]: {
      description:
        "It fell behind, and its run is paused; if that is resumed and succeeds while the sweep goes on, it has finished.",
    },
    [SweepTrialState.FAILED]: { description: "Its specs are not valid, or its run failed." },
    [SweepTrialState.CANCELED]: { description: "Its run was canceled." },
  } as const,
});

const trialOrder = builder.enumType("SweepTrialOrder", {
  description: "In which order trials are listed.",
  values: {
    NUMBER: { description: "As they began." },
    LATEST: { description: "The latest first." },
    BEST: { description: "The best first; those without an objective come last." },
  } as const,
});

const parameter = builder.objectRef<TrialParameter>("SweepTrialParameter").implement({
  description: "What a trial puts at a place of the specs.",
  fields: (t) => ({
    path: t.exposeString("path"),
    value: t.field({ type: searchValue, resolve: ({ value }) => ({ value }) }),
  }),
});

const rung = builder.prismaObject("SweepRung", {
  description:
    "What a trial showed after some epochs, held against the trials that had come as far, and what was decided.",
  fields: (t) => ({
    epoch: t.exposeInt("epoch", { description: "Epochs done." }),
    value: t.exposeFloat("value", {
      nullable: true,
      description:
        "The figure by which trials are stopped; null if it was no finite number, which is worse than any.",
    }),
    cut: t.exposeFloat("cut", {
      nullable: true,
      description: "What it had to reach to go on; null if any finite number would have done.",
    }),
    count: t.exposeInt("count", { description: "Trials that had come as far, this one included." }),
    isKept: t.exposeBoolean("isKept", { description: "Whether it went on." }),
    createdAt: t.expose("createdAt", { type: "DateTime" }),
  }),
});

/** Why a sweep or a trial failed. */
export const sweepFailure = builder.objectRef<{ code: string; message: string }>("SweepFailure").implement({
  description: "Why a trial or a sweep failed.",
  fields: (t) => ({ code: t.exposeString("code"), message: t.exposeString("message") }),
});

/** Why something failed, from its row; null if it did not. */
export function failureOf(row: {
  readonly failureCode: string | null;
  readonly failureMessage: string | null;
}): { code: string; message: string } | null {
  const { failureCode: code, failureMessage: message } = row;
  return code === null ? null : { code, message: message ?? "" };
}

/** A trial of a sweep. */
export const sweepTrial = builder.prismaObject("SweepTrial", {
  description: "A trial of a sweep: what is tried, the run that tries it, and what came out.",
  fields: (t) => ({
    number: t.exposeInt("number", { description: "From 0, as they began." }),
    state: t.expose("state", { type: trialState }),
    parameters: t.field({
      type: [parameter],
      description: "What it puts into the specs of the base, in the order of the search space.",
      resolve: ({ parameters }) => parameters as unknown as TrialParameter[],
    }),
    objective: t.exposeFloat("objective", {
      nullable: true,
      description: "The sweep's metric, of the weights that the training left; null until it has finished.",
    }),
    rungs: t.relation("rungs", {
      type: rung,
      description: "What it showed at each rung, in order; at most 14.",
      query: { orderBy: { epoch: "asc" } },
    }),
    stop: t.field({
      type: rung,
      nullable: true,
      description: "Why it was stopped: the rung at which it fell behind. Null if it was not.",
      select: { rungs: { where: { isKept: false }, take: 1 } },
      resolve: ({ rungs }) => rungs[0] ?? null,
    }),
    failure: t.field({
      type: sweepFailure,
      nullable: true,
      description: "Set if it failed.",
      resolve: failureOf,
    }),
    createdAt: t.expose("createdAt", { type: "DateTime" }),
    finishedAt: t.expose("finishedAt", { type: "DateTime", nullable: true }),
    sweep: t.relation("sweep"),
    variant: t.relation("variant", {
      nullable: true,
      description: "Its specs; null if they are not valid.",
    }),
    run: t.relation("run", {
      nullable: true,
      description: "Null if its specs are not valid, or if it was deleted.",
    }),
  }),
});

builder.prismaObjectFields("Sweep", (t) => ({
  trials: t.connection({
    type: sweepTrial,
    description: "Its trials, at most 100 a page.",
    args: {
      orderBy: t.arg({ type: trialOrder, required: true, defaultValue: "NUMBER" }),
      states: t.arg({ type: [trialState], description: "Only those in one of these states." }),
    },
    resolve: ({ id: owner }, { orderBy: order, states, ...args }, context, info) =>
      ownedPage<SweepTrial>(
        {
          noun: "trials",
          typeName: "SweepTrial",
          load: async (sweepIds, page, query) => {
            const lists = await listTrials(context, sweepIds, {
              order,
              states: states ?? undefined,
              ...page,
            });
            const found = await context.database.prisma.sweepTrial.findMany({
              ...query,
              where: {
                OR: lists.map(({ numbers }, index) => ({
                  sweepId: sweepIds[index]!,
                  number: { in: [...numbers] },
                })),
              },
            });
            const byKey = new Map(found.map((each) => [`${each.sweepId} ${each.number}`, each]));
            return lists.map(({ numbers, ...rest }, index) => ({
              ...rest,
              nodes: numbers.flatMap((number) => byKey.get(`${sweepIds[index]} ${number}`) ?? []),
            }));
          },
          cursorOf: trialCursor,
        },
        { owner, args },
        { context, info },
      ),
  }),
  bestTrial: t.relation("best", {
    type: sweepTrial,
    nullable: true,
    description: "The best that has finished; null while none has.",
  }),
}));

builder.prismaObjectFields("Run", (t) => ({
  sweepTrial: t.relation("sweepTrial", {
    type: sweepTrial,
    nullable: true,
    description: "The trial of a sweep that it is; null if it is none.",
  }),
}));
