import { InvalidInputError } from "../errors/invalid_input_error.ts";
import { NotFoundError } from "../errors/not_found_error.ts";
import { RunStateError } from "../errors/run_state_error.ts";
import { deleteRunCheckpoints } from "../services/delete_run_checkpoints.ts";
import { deriveRun } from "../services/derive_run.ts";
import { forkRun } from "../services/fork_run.ts";
import { pauseRun } from "../services/pause_run.ts";
import { resumeRun } from "../services/resume_run.ts";
import { tagRun } from "../services/tag_run.ts";
import { builder } from "./builder.ts";
import { requireLocalId } from "./global_id.ts";
import { run } from "./run.ts";
import { trainChangesInput } from "./spec_inputs.ts";

const forkChangesInput = builder.inputType("ForkChangesInput", {
  description: "What is other in a fork: exactly one of the fields.",
  isOneOf: true,
  fields: (t) => ({
    train: t.field({
      type: trainChangesInput,
      description:
        "Members of the train spec. All may change but batchSize, validation, start and pretraining; epochs count from the beginning.",
    }),
    variantId: t.id({
      description: "A variant of the same model; its network must have weights of the same shapes.",
    }),
  }),
});

builder.mutationFields((t) => ({
  pauseRun: t.field({
    type: run,
    description: "Asks a run to pause; a training one stores where it is, and pauses a moment later.",
    errors: { types: [NotFoundError, RunStateError] },
    args: { id: t.arg.id({ required: true }) },
    resolve: (_root, { id }, context) => pauseRun(context, requireLocalId("Run", id)),
  }),
  resumeRun: t.field({
    type: run,
    description: "Queues a paused run: it goes on where it was, bit for bit.",
    errors: { types: [NotFoundError, RunStateError] },
    args: { id: t.arg.id({ required: true }) },
    resolve: (_root, { id }, context) => resumeRun(context, requireLocalId("Run", id)),
  }),
  retryRun: t.field({
    type: run,
    description:
      "Queues a new run in the place of one that failed or was canceled; it goes on from that one's checkpoint if there is one.",
    errors: { types: [NotFoundError, RunStateError] },
    args: { id: t.arg.id({ required: true }) },
    resolve: (_root, { id }, context) => deriveRun(context, requireLocalId("Run", id), "RETRY"),
  }),
  forkRun: t.field({
    type: run,
    description:
      "Queues a new run that goes on from a checkpoint of another, with its dataset, seed and mode, and with its specs or changed ones.",
    errors: { types: [NotFoundError, RunStateError, InvalidInputError] },
    args: {
      id: t.arg.id({ required: true }),
      epoch: t.arg.int({
        description:
          "The end of an epoch that it goes on from, of those that are kept; the newest checkpoint if it is left out.",
      }),
      changes: t.arg({
        type: forkChangesInput,
        description: "What is other from here on; nothing if it is left out.",
      }),
    },
    resolve: (_root, { id, epoch, changes }, context) =>
      forkRun(context, {
        id: requireLocalId("Run", id),
        epoch: epoch ?? undefined,
        changes:
          changes == null
            ? undefined
            : {
                train: changes.train ?? undefined,
                variantId:
                  changes.variantId == null
                    ? undefined
                    : requireLocalId("Variant", String(changes.variantId)),
              },
      }),
  }),
  deleteRunCheckpoints: t.field({
    type: run,
    description:
      "Deletes the checkpoints that are kept of a run, with their bytes; of one that is over also the newest, from which a retry would go on. Forks keep what they begin with.",
    errors: { types: [NotFoundError] },
    args: { id: t.arg.id({ required: true }) },
    resolve: (_root, { id }, context) => deleteRunCheckpoints(context, requireLocalId("Run", id)),
  }),
  reproduceRun: t.field({
    type: run,
    description:
      "Trains a run that succeeded again, from its seed, specs and data; `reproduction` then says whether the same came out.",
    errors: { types: [NotFoundError, RunStateError] },
    args: { id: t.arg.id({ required: true }) },
    resolve: (_root, { id }, context) => deriveRun(context, requireLocalId("Run", id), "REPRODUCTION"),
  }),
  tagRun: t.field({
    type: run,
    description: "Changes the tags of a run.",
    errors: { types: [NotFoundError, InvalidInputError] },
    args: {
      id: t.arg.id({ required: true }),
      add: t.arg.stringList({ required: true, defaultValue: [], description: "Tags that it gets." }),
      remove: t.arg.stringList({ required: true, defaultValue: [], description: "Tags that it loses." }),
    },
    resolve: (_root, { id, ...tags }, context) => tagRun(context, { id: requireLocalId("Run", id), ...tags }),
  }),
}));
