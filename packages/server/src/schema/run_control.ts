import { InvalidInputError } from "../errors/invalid_input_error.ts";
import { NotFoundError } from "../errors/not_found_error.ts";
import { RunStateError } from "../errors/run_state_error.ts";
import { pauseRun } from "../services/pause_run.ts";
import { resumeRun } from "../services/resume_run.ts";
import { tagRun } from "../services/tag_run.ts";
import { builder } from "./builder.ts";
import { requireLocalId } from "./global_id.ts";
import { run } from "./run.ts";

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
