import { InvalidInputError } from "../errors/invalid_input_error.ts";
import { NotFoundError } from "../errors/not_found_error.ts";
import { SweepStateError } from "../errors/sweep_state_error.ts";
import { cancelSweep, pauseSweep, resumeSweep } from "../services/control_sweep.ts";
import { startSweep } from "../services/start_sweep.ts";
import { builder } from "./builder.ts";
import { engineMode } from "./enums.ts";
import { requireLocalId } from "./global_id.ts";
import { direction, sweep, sweepMetric } from "./sweep.ts";
import {
  clientPath,
  dimensionInput,
  methodInput,
  readSearchSpace,
  stoppingInput,
} from "./sweep_space_input.ts";
import { createVariantInput } from "./variant.ts";

const baseInput = builder.inputType("SweepBaseInput", {
  description: "The specs that a sweep varies: exactly one of the fields.",
  isOneOf: true,
  fields: (t) => ({
    variantId: t.id({ description: "Those of a variant." }),
    variant: t.field({ type: createVariantInput, description: "Those of a variant to be." }),
  }),
});

const objectiveInput = builder.inputType("SweepObjectiveInput", {
  description: "What a sweep searches for.",
  fields: (t) => ({
    metric: t.field({ type: sweepMetric, required: true, defaultValue: "validationAccuracy" }),
    direction: t.field({
      type: direction,
      description: "If it is left out: less of losses and calibration errors, more of all else.",
    }),
  }),
});

const budgetInput = builder.inputType("SweepBudgetInput", {
  description: "How much a sweep may do.",
  fields: (t) => ({
    maxTrials: t.int({ description: "1 to 1000; for a grid all of it, if it is left out." }),
    maxTotalEpochs: t.int({
      description: "No trial begins that could bring the epochs of all above this.",
    }),
  }),
});

const startSweepInput = builder.inputType("StartSweepInput", {
  description: "A sweep to be.",
  fields: (t) => ({
    name: t.string({ required: true }),
    base: t.field({ type: baseInput, required: true }),
    datasetId: t.id({ required: true }),
    space: t.field({ type: [dimensionInput], required: true, description: "1 to 30." }),
    method: t.field({ type: methodInput, required: true }),
    stopping: t.field({
      type: stoppingInput,
      description: "If it is left out, every trial is trained to its end.",
    }),
    objective: t.field({
      type: objectiveInput,
      required: true,
      defaultValue: { metric: "validationAccuracy" },
    }),
    budget: t.field({ type: budgetInput, required: true, defaultValue: {} }),
    concurrency: t.int({
      required: true,
      defaultValue: 1,
      description:
        "Trials under way at once, 1 to 64. With more than one, which trials tpe tries depends on which come to their end first.",
    }),
    seed: t.int({ required: true, defaultValue: 0, description: "Decides which trials are tried." }),
    trainingSeed: t.int({ required: true, defaultValue: 0, description: "The seed of every trial's run." }),
    mode: t.field({ type: engineMode, required: true, defaultValue: "PORTABLE" }),
  }),
});

builder.mutationFields((t) => ({
  startSweep: t.field({
    type: sweep,
    description:
      "Begins a sweep: workers then queue its trials. Everything is checked before anything is stored.",
    errors: { types: [InvalidInputError, NotFoundError] },
    args: { input: t.arg({ type: startSweepInput, required: true }) },
    resolve: (_root, { input }, context) => {
      const { base, datasetId, space, objective, budget, stopping, ...rest } = input;
      return startSweep(context, {
        ...rest,
        base:
          base.variant == null
            ? { variantId: requireLocalId("Variant", base.variantId!) }
            : { variant: { ...base.variant, modelId: requireLocalId("Model", base.variant.modelId) } },
        datasetId: requireLocalId("Dataset", datasetId),
        space: readSearchSpace(space),
        stopping: stopping ?? null,
        metric: objective.metric,
        higherIsBetter: objective.direction == null ? null : objective.direction === "MAXIMIZE",
        maxTrials: budget.maxTrials ?? null,
        maxTotalEpochs: budget.maxTotalEpochs ?? null,
      }).catch((error: unknown) => {
        throw error instanceof InvalidInputError ? error.at(clientPath(error.path, space)) : error;
      });
    },
  }),
  cancelSweep: t.field({
    type: sweep,
    description: "Ends a sweep, and cancels the runs of the trials that are under way.",
    errors: { types: [NotFoundError, SweepStateError] },
    args: { id: t.arg.id({ required: true }) },
    resolve: (_root, { id }, context) => cancelSweep(context, requireLocalId("Sweep", id)),
  }),
  pauseSweep: t.field({
    type: sweep,
    description: "Lets a sweep begin no more trials until it is resumed; those under way go on.",
    errors: { types: [NotFoundError, SweepStateError] },
    args: { id: t.arg.id({ required: true }) },
    resolve: (_root, { id }, context) => pauseSweep(context, requireLocalId("Sweep", id)),
  }),
  resumeSweep: t.field({
    type: sweep,
    description: "Lets a paused sweep go on.",
    errors: { types: [NotFoundError, SweepStateError] },
    args: { id: t.arg.id({ required: true }) },
    resolve: (_root, { id }, context) => resumeSweep(context, requireLocalId("Sweep", id)),
  }),
}));
