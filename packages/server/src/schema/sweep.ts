import type { AshaParameters, SamplerSpec, SearchDimension, TrialStoppingSpec } from "@convzoo/core";
import { type Sweep, SweepEnd, type SweepState } from "../generated/prisma/client.ts";
import { sweepMetrics } from "../services/sweep_metric.ts";
import { builder } from "./builder.ts";
import { checkCursor } from "./check_cursor.ts";
import { engineMode, sweepState } from "./enums.ts";
import { findLocalId } from "./global_id.ts";
import { searchDimension } from "./sweep_space.ts";
import { failureOf, sweepFailure } from "./sweep_trial.ts";

/** What a sweep searches for the best of. */
export const sweepMetric = builder.enumType("SweepMetric", {
  description:
    "What a sweep searches for the best of. Metrics other than losses and accuracies are measured on validation images where a training has them, and on test images otherwise.",
  values: sweepMetrics,
});

/** Which way is better. */
export const direction = builder.enumType("SweepDirection", {
  description: "Which way is better.",
  values: ["MAXIMIZE", "MINIMIZE"] as const,
});

/** Why a sweep that finished has no more trials. */
export const sweepEnd = builder.enumType("SweepEnd", {
  description: "Why a sweep that finished has no more trials.",
  values: {
    [SweepEnd.MAX_TRIALS]: { description: "There are as many as there may be." },
    [SweepEnd.MAX_EPOCHS]: { description: "The next one could take more epochs than are left." },
    [SweepEnd.SPACE_EXHAUSTED]: { description: "There is nothing else to try." },
  } as const,
});

const methodName = builder.enumType("SweepMethodName", {
  description: "How trials are chosen.",
  values: ["grid", "random", "tpe"] as const,
});

const method = builder.objectRef<SamplerSpec>("SweepMethod").implement({
  description: "How trials are chosen, with the parameters of the method that it is.",
  fields: (t) => ({
    name: t.field({
      type: methodName,
      resolve: (each) => Object.keys(each)[0] as keyof SamplerSpec,
    }),
    points: t.int({ nullable: true, resolve: (each) => ("grid" in each ? each.grid.points : null) }),
    startupTrials: t.int({
      nullable: true,
      resolve: (each) => ("tpe" in each ? each.tpe.startupTrials : null),
    }),
    candidates: t.int({ nullable: true, resolve: (each) => ("tpe" in each ? each.tpe.candidates : null) }),
    goodShare: t.float({ nullable: true, resolve: (each) => ("tpe" in each ? each.tpe.goodShare : null) }),
  }),
});

const asha = builder.objectRef<AshaParameters>("SweepAsha").implement({
  description: "Trials are stopped by asynchronous successive halving.",
  fields: (t) => ({
    minEpochs: t.exposeInt("minEpochs", {
      description: "Epochs before a trial is judged for the first time.",
    }),
    reductionFactor: t.exposeInt("reductionFactor", { description: "One in so many goes on after a rung." }),
    monitor: t.exposeString("monitor", { description: "What is compared." }),
  }),
});

const counts = builder.objectRef<Sweep>("SweepTrialCounts").implement({
  description: "How many trials are in each state.",
  fields: (t) => ({
    running: t.exposeInt("runningCount"),
    paused: t.exposeInt("pausedCount", {
      description: "Those whose runs somebody has paused. The sweep does not end before they have.",
    }),
    finished: t.exposeInt("finishedCount"),
    stopped: t.exposeInt("stoppedCount"),
    failed: t.exposeInt("failedCount"),
    canceled: t.exposeInt("canceledCount"),
    total: t.int({
      resolve: (each) =>
        each.runningCount +
        each.pausedCount +
        each.finishedCount +
        each.stoppedCount +
        each.failedCount +
        each.canceledCount,
    }),
  }),
});

/** A search for specs that do well. */
export const sweep = builder.prismaNode("Sweep", {
  id: { field: "id" },
  nullable: true,
  description: "A search for specs that do well: trials are chosen one after another, and each is a run.",
  fields: (t) => ({
    name: t.exposeString("name"),
    state: t.expose("state", { type: sweepState }),
    endReason: t.expose("endReason", {
      type: sweepEnd,
      nullable: true,
      description: "Set once it has finished.",
    }),
    failure: t.field({
      type: sweepFailure,
      nullable: true,
      description: "Set if it failed.",
      resolve: failureOf,
    }),
    space: t.field({
      type: [searchDimension],
      description: "What it varies.",
      resolve: ({ space }) => space as unknown as SearchDimension[],
    }),
    method: t.field({ type: method, resolve: (each) => each.method as unknown as SamplerSpec }),
    asha: t.field({
      type: asha,
      nullable: true,
      description: "When trials are stopped; null if each is trained to its end.",
      resolve: ({ stopping }) => (stopping as unknown as TrialStoppingSpec | null)?.asha ?? null,
    }),
    metric: t.field({
      type: sweepMetric,
      description: "What it searches for the best of.",
      resolve: ({ metric }) => metric as (typeof sweepMetrics)[number],
    }),
    direction: t.field({
      type: direction,
      resolve: ({ higherIsBetter }) => (higherIsBetter ? "MAXIMIZE" : "MINIMIZE"),
    }),
    maxTrials: t.exposeInt("maxTrials"),
    maxTotalEpochs: t.exposeInt("maxTotalEpochs", {
      nullable: true,
      description: "No trial begins that could bring the epochs of all above this.",
    }),
    concurrency: t.exposeInt("concurrency", { description: "Trials under way at once." }),
    seed: t.exposeInt("seed", { description: "Decides which trials are tried." }),
    trainingSeed: t.exposeInt("trainingSeed", { description: "The seed of every trial's run." }),
    mode: t.expose("mode", { type: engineMode }),
    trialCounts: t.field({ type: counts, resolve: (each) => each }),
    isWaiting: t.boolean({
      description:
        "Whether nothing is under way any more and it waits for trials whose runs somebody has paused: it goes on when these are resumed or canceled.",
      resolve: ({ state, runningCount, pausedCount }) =>
        state === "RUNNING" && runningCount === 0 && pausedCount > 0,
    }),
    totalEpochs: t.exposeInt("totalEpochs", { description: "Epochs that its trials have done." }),
    actor: t.exposeString("actor", { description: "Who started it." }),
    createdAt: t.expose("createdAt", { type: "DateTime" }),
    finishedAt: t.expose("finishedAt", { type: "DateTime", nullable: true }),
    variant: t.relation("variant", { description: "The base, whose specs the trials vary." }),
    dataset: t.relation("dataset"),
  }),
});

builder.queryFields((t) => ({
  sweep: t.prismaField({
    type: sweep,
    nullable: true,
    description: "The sweep of an id.",
    args: { id: t.arg.id({ required: true }) },
    resolve: (query, _root, { id }, { database }) =>
      database.prisma.sweep.findUnique({ ...query, where: { id: findLocalId("Sweep", id) ?? "" } }),
  }),
  sweeps: t.prismaConnection({
    type: sweep,
    cursor: "id",
    description: "Sweeps, newest first.",
    args: {
      modelId: t.arg.id({ description: "Only those of this model." }),
      datasetId: t.arg.id({ description: "Only those on this dataset." }),
      states: t.arg({ type: [sweepState], description: "Only those in one of these states." }),
    },
    resolve: (query, _root, { modelId, datasetId, states }, { database }) =>
      database.prisma.sweep.findMany({
        ...checkCursor(query),
        where: {
          ...(modelId != null && { variant: { modelId: findLocalId("Model", modelId) ?? "" } }),
          ...(datasetId != null && { datasetId: findLocalId("Dataset", datasetId) ?? "" }),
          ...(states != null && { state: { in: states as SweepState[] } }),
        },
        orderBy: { id: "desc" },
      }),
  }),
}));
