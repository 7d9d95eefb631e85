import type { ActKind } from "../generated/prisma/client.ts";
import { builder } from "./builder.ts";
import type { NodeType } from "./global_id.ts";

/** What each kind is done to, and what it is. */
export const actKinds: Readonly<
  Record<ActKind, { readonly subject: NodeType; readonly description: string }>
> = {
  DATASET_REGISTERED: { subject: "Dataset", description: "A dataset was registered." },
  MODEL_CREATED: { subject: "Model", description: "A model was made." },
  DATASET_DELETED: { subject: "Dataset", description: "A dataset was deleted, with its images." },
  MODEL_DELETED: { subject: "Model", description: "A model was deleted, with its variants." },
  MODEL_GATE_SET: { subject: "Model", description: "An alias of a model got a gate, or lost it." },
  VARIANT_CREATED: { subject: "Variant", description: "A variant was made." },
  VARIANT_DELETED: { subject: "Variant", description: "A variant was deleted." },
  RUN_STARTED: {
    subject: "Run",
    description: "A run was queued, as such or as a retry, fork or reproduction (`Run.originKind`).",
  },
  RUN_PAUSED: { subject: "Run", description: "A pause of a run was asked for." },
  RUN_RESUMED: { subject: "Run", description: "A run was let go on, or its pause withdrawn." },
  RUN_CANCELED: { subject: "Run", description: "The end of a run was asked for, alone or with its sweep." },
  RUN_TAGGED: { subject: "Run", description: "Tags of a run were changed." },
  RUN_CHECKPOINTS_DELETED: { subject: "Run", description: "Checkpoints of a run were deleted." },
  RUN_DELETED: { subject: "Run", description: "A run was deleted, with all that was its own." },
  ABLATION_STARTED: { subject: "Ablation", description: "The runs of an ablation were queued." },
  ABLATION_DELETED: { subject: "Ablation", description: "An ablation was deleted; its runs stayed." },
  SWEEP_STARTED: { subject: "Sweep", description: "A sweep was begun." },
  SWEEP_PAUSED: { subject: "Sweep", description: "A sweep was paused." },
  SWEEP_RESUMED: { subject: "Sweep", description: "A sweep was let go on." },
  SWEEP_CANCELED: { subject: "Sweep", description: "A sweep was ended." },
  SWEEP_DELETED: { subject: "Sweep", description: "A sweep was deleted with its trials; their runs stayed." },
  VERSION_TAGGED: { subject: "Version", description: "Tags of a version were changed." },
  VERSION_NOTED: { subject: "Version", description: "The note of a version was written, or emptied." },
  VERSION_PINNED: { subject: "Version", description: "A version was pinned, or its pin got another reason." },
  VERSION_UNPINNED: { subject: "Version", description: "The pin of a version was taken away." },
  VERSION_DELETED: { subject: "Version", description: "A version was deleted, with its bytes." },
  ALIAS_MOVED: {
    subject: "Alias",
    description: "An alias was moved; `Alias.moves` has from where to where.",
  },
  EVALUATION_QUEUED: {
    subject: "Evaluation",
    description: "An evaluation was queued, for the first time or after it had failed.",
  },
  WEBHOOK_CREATED: { subject: "Webhook", description: "A webhook was made." },
  WEBHOOK_SECRET_ROTATED: { subject: "Webhook", description: "A webhook got another secret." },
  WEBHOOK_DISABLED: { subject: "Webhook", description: "A webhook was disabled." },
  WEBHOOK_ENABLED: { subject: "Webhook", description: "A webhook was enabled." },
  WEBHOOK_DELETED: {
    subject: "Webhook",
    description: "A webhook was deleted, with the history of its deliveries.",
  },
  WEBHOOK_TESTED: { subject: "Webhook", description: "A webhook was tried out." },
  WEBHOOK_REPLAYED: { subject: "Webhook", description: "A delivery of a webhook was sent once more." },
};

/** What somebody did. */
export const actKind = builder.enumType("ActKind", {
  description: "What somebody did; the first word is what it was done to.",
  values: Object.fromEntries(
    Object.entries(actKinds).map(([kind, { description }]) => [
      kind,
      { value: kind as ActKind, description },
    ]),
  ),
});
