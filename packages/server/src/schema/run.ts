import { InvalidInputError } from "../errors/invalid_input_error.ts";
import { NotFoundError } from "../errors/not_found_error.ts";
import { RunFinishedError } from "../errors/run_finished_error.ts";
import { cancelRun } from "../services/cancel_run.ts";
import { loadRunEvents } from "../services/load_run_events.ts";
import { startRun } from "../services/start_run.ts";
import { builder } from "./builder.ts";
import { engineMode, runOriginKind, runState } from "./enums.ts";
import { findLocalId, requireLocalId } from "./global_id.ts";
import { runEvent } from "./run_event.ts";
import { storable } from "./storable.ts";

const runMetric = builder.prismaObject("RunMetric", {
  description: "A metric of a run, and its latest value.",
  fields: (t) => ({
    name: t.exposeString("name"),
    value: t.exposeFloat("value", {
      nullable: true,
      description: "Null while no value counts, such as after the run went back to its beginning.",
    }),
    step: t.exposeInt("step", { description: "Steps that were done." }),
    epoch: t.exposeInt("epoch", { description: "Epochs that were done, the one under way not included." }),
    attempt: t.exposeInt("attempt", { description: "The attempt that told it." }),
  }),
});

const runFailure = builder.objectRef<{ code: string; message: string }>("RunFailure").implement({
  description: "Why a run failed.",
  fields: (t) => ({
    code: t.exposeString("code"),
    message: t.exposeString("message"),
  }),
});

const runCheckpoint = builder.prismaObject("Checkpoint", {
  name: "RunCheckpoint",
  description: "The newest stored state of a run's training; a run that succeeded has none any more.",
  fields: (t) => ({
    epoch: t.exposeInt("epoch", { description: "Epochs that are done." }),
    step: t.exposeInt("step", { description: "Steps that are done." }),
    attempt: t.exposeInt("attempt", { description: "The attempt that wrote it." }),
    sizeBytes: t.int({
      select: { blob: { select: { size: true } } },
      resolve: ({ blob }) => blob.size,
    }),
    createdAt: t.expose("createdAt", { type: "DateTime" }),
  }),
});

const keptCheckpoint = builder.prismaObject("KeptCheckpoint", {
  description: "The state of a run's training at the end of an epoch; runs can be forked from it.",
  fields: (t) => ({
    epoch: t.exposeInt("epoch", { description: "Epochs that are done." }),
    step: t.exposeInt("step", { description: "Steps that are done." }),
    attempt: t.exposeInt("attempt", { description: "The attempt that wrote it." }),
    sizeBytes: t.int({
      select: { blob: { select: { size: true } } },
      resolve: ({ blob }) => blob.size,
    }),
    createdAt: t.expose("createdAt", { type: "DateTime" }),
  }),
});

const forkPoint = builder.prismaObject("ForkPoint", {
  description:
    "Where a forked run begins: a state of another training. What has changed is the difference of the two variants.",
  fields: (t) => ({
    epoch: t.exposeInt("epoch", { description: "Epochs that were done." }),
    step: t.exposeInt("step", { description: "Steps that were done." }),
    variant: t.relation("variant", { description: "What was trained up to here." }),
    checkpointDigest: t.exposeString("blobDigest", { description: "SHA-256 (hex) of the state." }),
  }),
});

/** The most events that one field gives. */
const longestEventList = 1000;

/** The most metrics of one run that one field gives. */
const mostMetrics = 200;

export const run = builder.prismaNode("Run", {
  id: { field: "id" },
  nullable: true,
  description: "One training of a variant on a dataset.",
  fields: (t) => ({
    state: t.expose("state", { type: runState }),
    seed: t.exposeInt("seed"),
    mode: t.expose("mode", { type: engineMode }),
    engine: t.exposeString("engine", {
      nullable: true,
      description: "The engine that trains it; null until the training starts.",
    }),
    attempt: t.exposeInt("attempt", { description: "How often it has been started." }),
    epoch: t.exposeInt("epoch", {
      description: "Epochs finished, those that a checkpoint brought along included.",
    }),
    bestEpoch: t.exposeInt("bestEpoch", {
      nullable: true,
      description: "The epoch that the validation images judged best so far; null if there are none.",
    }),
    checkpoint: t.relation("checkpoint", {
      type: runCheckpoint,
      nullable: true,
      description: "Where it goes on if something dies.",
    }),
    keepCheckpoints: t.exposeInt("keepCheckpoints", {
      description: "How many checkpoints of ends of epochs are kept at most.",
    }),
    keptCheckpoints: t.relation("keptCheckpoints", {
      type: keptCheckpoint,
      description: "The checkpoints of ends of epochs that are kept, the newest first; at most 20.",
      query: { orderBy: { epoch: "desc" } },
    }),
    forkPoint: t.relation("forkPoint", {
      type: forkPoint,
      nullable: true,
      description: "Where it begins, if it is a fork, or does again what a fork did.",
    }),
    epochs: t.exposeInt("epochs", { description: "Epochs in all." }),
    createdAt: t.expose("createdAt", { type: "DateTime" }),
    startedAt: t.expose("startedAt", { type: "DateTime", nullable: true }),
    finishedAt: t.expose("finishedAt", { type: "DateTime", nullable: true }),
    failure: t.field({
      type: runFailure,
      nullable: true,
      description: "Set if it failed.",
      resolve: ({ failureCode: code, failureMessage: message }) =>
        code === null ? null : { code, message: message ?? "" },
    }),
    latestMetrics: t.relation("metrics", {
      type: runMetric,
      description: "The latest value of each metric, by name; series are at `runSeries`.",
      args: { names: t.arg.stringList({ description: "Only these; all if it is left out." }) },
      query: ({ names }) => ({
        ...(names != null && { where: { name: { in: names.filter(storable) } } }),
        orderBy: { name: "asc" },
        take: mostMetrics,
      }),
    }),
    tags: t.stringList({
      description: "Words by which it is found.",
      select: { tags: { select: { name: true }, orderBy: { name: "asc" } } },
      resolve: ({ tags }) => tags.map(({ name }) => name),
    }),
    actor: t.exposeString("actor", { description: "Who started it." }),
    engineVersion: t.exposeString("engineVersion", {
      nullable: true,
      description: "The version of the engine; null until the training starts.",
    }),
    machine: t.exposeString("machine", {
      nullable: true,
      description: "The kind of machine that trains it; null until the training starts.",
    }),
    pauseRequestedAt: t.expose("pauseRequestedAt", {
      type: "DateTime",
      nullable: true,
      description: "When somebody asked for a pause that has not happened yet.",
    }),
    originKind: t.expose("originKind", {
      type: runOriginKind,
      nullable: true,
      description: "Why it was made from another run; null if it was not.",
    }),
    origin: t.relation("origin", {
      nullable: true,
      description:
        "The run that it tries again, goes on from, or reproduces; null if there is none, or if it was deleted.",
    }),
    events: t.field({
      type: [runEvent],
      description: `What has happened, in order; at most ${longestEventList} at once.`,
      args: {
        after: t.arg.int({
          required: true,
          defaultValue: -1,
          description: "The sequence before the first one.",
        }),
        first: t.arg.int({ required: true, defaultValue: 100, description: "How many at most." }),
      },
      resolve: async ({ id }, { after, first }, context) => [
        ...(await loadRunEvents(context, id, {
          after,
          limit: Math.min(Math.max(first, 0), longestEventList),
        })),
      ],
    }),
    variant: t.relation("variant"),
    dataset: t.relation("dataset"),
    parent: t.relation("parent", {
      nullable: true,
      description:
        "The version whose weights the training starts from; null if it starts from the seed alone.",
    }),
    version: t.relation("version", { nullable: true, description: "What it published, once it succeeded." }),
  }),
});

builder.queryFields((t) => ({
  run: t.prismaField({
    type: run,
    nullable: true,
    description: "The run of an id.",
    args: { id: t.arg.id({ required: true }) },
    resolve: (query, _root, { id }, { database }) =>
      database.prisma.run.findUnique({ ...query, where: { id: findLocalId("Run", id) ?? "" } }),
  }),
}));

const startRunInput = builder.inputType("StartRunInput", {
  description: "A run to be.",
  fields: (t) => ({
    variantId: t.id({ required: true }),
    datasetId: t.id({ required: true }),
    seed: t.int({
      required: true,
      defaultValue: 0,
      description: "Decides every random number of the training.",
    }),
    mode: t.field({ type: engineMode, required: true, defaultValue: "PORTABLE" }),
    tags: t.stringList({
      required: true,
      defaultValue: [],
      description: "Words by which it is found.",
    }),
    keepCheckpoints: t.int({
      required: true,
      defaultValue: 0,
      description:
        "How many checkpoints of ends of epochs are kept beside the newest, also once the run is over, so that it can be forked from there; 0 to 20, and the newest ones.",
    }),
  }),
});

builder.mutationFields((t) => ({
  startRun: t.field({
    type: run,
    description: "Queues a run.",
    errors: { types: [InvalidInputError, NotFoundError] },
    args: { input: t.arg({ type: startRunInput, required: true }) },
    resolve: (_root, { input }, context) =>
      startRun(context, {
        ...input,
        variantId: requireLocalId("Variant", input.variantId),
        datasetId: requireLocalId("Dataset", input.datasetId),
      }),
  }),
  cancelRun: t.field({
    type: run,
    description: "Asks a run to stop; it ends a moment later.",
    errors: { types: [NotFoundError, RunFinishedError] },
    args: { id: t.arg.id({ required: true }) },
    resolve: (_root, { id }, context) => cancelRun(context, requireLocalId("Run", id)),
  }),
}));
