import { InvalidInputError } from "../errors/invalid_input_error.ts";
import { NotFoundError } from "../errors/not_found_error.ts";
import { deleteRuns, type RunDeletion } from "../services/delete_runs.ts";
import type { KeptRun, NamedRun, RunHold } from "../services/plan_run_deletion.ts";
import { builder } from "./builder.ts";
import { runState } from "./enums.ts";
import { encodeGlobalId, requireLocalId } from "./global_id.ts";
import { readRunFilter, runFilterInput } from "./run_filter_input.ts";

const holdReason = builder.enumType("RunHoldReason", {
  description: "Why a run cannot be deleted.",
  values: {
    NOT_OVER: { description: "It waits, trains or is paused: cancel it first." },
    SWEEP: { description: "It is a trial of a sweep that is not over." },
    ABLATION: { description: "The report of an ablation is made of it." },
    PIN: { description: "Its version is pinned." },
    ALIAS: { description: "An alias points to its version." },
    PAST_ALIAS: { description: "An alias pointed to its version once, and its history stays." },
    EVALUATION: { description: "An evaluation of its version waits or runs." },
    FORK: { description: "A fork of it is there, which does not go with it." },
    REPRODUCTION: { description: "A reproduction is held against it, which does not go with it." },
    STARTED_FROM: { description: "A run started from the weights of its version, and does not go with it." },
    BUSY: { description: "Somebody does something with it at this moment: try again." },
  } as const,
});

const hold = builder.objectRef<RunHold>("RunHold").implement({
  description: "Something that needs a run.",
  fields: (t) => ({
    reason: t.field({ type: holdReason, description: "In which way.", resolve: ({ reason }) => reason }),
    holderId: t.id({
      nullable: true,
      description:
        "What needs it: a sweep, an ablation, its version, an alias, an evaluation or another run; null for NOT_OVER and BUSY.",
      resolve: ({ holder }) => (holder === null ? null : encodeGlobalId(...holder)),
    }),
  }),
});

const deletedRun = builder.objectRef<NamedRun>("DeletedRun").implement({
  description: "A run that was deleted, or would be.",
  fields: (t) => ({
    runId: t.id({ resolve: ({ id }) => encodeGlobalId("Run", id) }),
    variantName: t.exposeString("variantName", { description: "The name of the variant that it trained." }),
    seed: t.exposeInt("seed"),
    state: t.expose("state", { type: runState, description: "How it ended." }),
    versionId: t.id({
      nullable: true,
      description: "The version that goes with it.",
      resolve: ({ versionId }) => (versionId === null ? null : encodeGlobalId("Version", versionId)),
    }),
  }),
});

const keptRun = builder.objectRef<KeptRun>("KeptRun").implement({
  description: "A run that was asked for and stays.",
  fields: (t) => ({
    runId: t.id({ resolve: ({ id }) => encodeGlobalId("Run", id) }),
    variantName: t.exposeString("variantName", { description: "The name of the variant that it trains." }),
    seed: t.exposeInt("seed"),
    state: t.expose("state", { type: runState }),
    holds: t.field({
      type: [hold],
      description: "Why: at least one.",
      resolve: ({ holds }) => [...holds],
    }),
  }),
});

const runDeletion = builder.objectRef<RunDeletion>("RunDeletion").implement({
  description: "What of some runs was deleted, or would be, and what stays.",
  fields: (t) => ({
    isDryRun: t.exposeBoolean("isDryRun", { description: "Whether nothing was deleted." }),
    deletedCount: t.int({ description: "How many go.", resolve: ({ deleted }) => deleted.length }),
    deleted: t.field({
      type: [deletedRun],
      description: "What is gone, newest first; in a dry run what would go.",
      resolve: ({ deleted }) => [...deleted],
    }),
    keptCount: t.int({ description: "How many stay.", resolve: ({ kept }) => kept.length }),
    kept: t.field({
      type: [keptRun],
      description: "What stays, newest first.",
      resolve: ({ kept }) => [...kept],
    }),
    missingIds: t.idList({
      description: "What was asked for and is not there, or no more.",
      resolve: ({ missingIds }) => missingIds.map((id) => encodeGlobalId("Run", id)),
    }),
    remainingCount: t.exposeInt("remainingCount", {
      description: "Runs that were asked for and not looked at.",
    }),
    endCursor: t.exposeString("endCursor", {
      nullable: true,
      description: "To go on with those: `after` takes it. Null if there are none.",
    }),
  }),
});

const selectionInput = builder.inputType("DeletedRunsInput", {
  description: "Which runs: exactly one of the fields.",
  isOneOf: true,
  fields: (t) => ({
    ids: t.idList({ description: "These, at most 200." }),
    filter: t.field({
      type: runFilterInput,
      description: "Those that it lets through; it must have a condition.",
    }),
  }),
});

const deleteRunsInput = builder.inputType("DeleteRunsInput", {
  description: "Runs that are to go.",
  fields: (t) => ({
    runs: t.field({ type: selectionInput, required: true, description: "Which." }),
    dryRun: t.boolean({
      required: true,
      defaultValue: false,
      description: "Whether it is only said what would go and what would stay.",
    }),
    first: t.int({
      required: true,
      defaultValue: 100,
      description: "How many of a filter are looked at, the newest first: 1 to 200.",
    }),
    after: t.string({ description: "Where a call before has stopped (`endCursor`)." }),
  }),
});

builder.mutationField("deleteRuns", (t) =>
  t.field({
    type: runDeletion,
    description:
      "Deletes runs that are over and that nothing needs, with their events, logs, metrics, checkpoints, tags and versions, and the bytes that nothing else has. A call ends after some seconds with what it has done.",
    errors: { types: [InvalidInputError, NotFoundError] },
    args: { input: t.arg({ type: deleteRunsInput, required: true }) },
    resolve: (_root, { input: { runs, dryRun, first, after } }, context) =>
      deleteRuns(context, {
        ids: runs.ids?.map((id) => requireLocalId("Run", String(id))),
        filter: runs.filter == null ? undefined : readRunFilter(runs.filter),
        dryRun,
        first,
        after,
      }),
  }),
);
