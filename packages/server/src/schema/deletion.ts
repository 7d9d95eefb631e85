import { InUseError, type ThingKind, type Things } from "../errors/in_use_error.ts";
import { NotFoundError } from "../errors/not_found_error.ts";
import { OverloadError } from "../errors/overload_error.ts";
import { SweepStateError } from "../errors/sweep_state_error.ts";
import { deleteAblation } from "../services/delete_ablation.ts";
import { deleteDataset } from "../services/delete_dataset.ts";
import { deleteModel } from "../services/delete_model.ts";
import { deleteSweep } from "../services/delete_sweep.ts";
import { deleteVariant } from "../services/delete_variant.ts";
import type { Deletion } from "../services/deleting.ts";
import { builder } from "./builder.ts";
import { errorInterface } from "./errors.ts";
import { encodeGlobalId, type NodeType, requireLocalId } from "./global_id.ts";

const thingKinds: Readonly<Record<ThingKind, { readonly type: NodeType; readonly description: string }>> = {
  RUNS: { type: "Run", description: "Runs; `deleteRuns` deletes them." },
  VERSIONS: { type: "Version", description: "Versions, which go with their runs, or by `deleteVersions`." },
  EVALUATIONS: { type: "Evaluation", description: "Evaluations, which go with their versions." },
  SWEEPS: { type: "Sweep", description: "Sweeps; `deleteSweep` deletes one." },
  ABLATIONS: { type: "Ablation", description: "Ablations; `deleteAblation` deletes one." },
  ALIASES: { type: "Alias", description: "Aliases that pointed to a version once; their history stays." },
  GATES: { type: "Model", description: "Models that have a gate; `setGate` without rules takes it away." },
  NEWER_DATASETS: { type: "Dataset", description: "Datasets of the same name with a higher number." },
  VARIANTS: { type: "Variant", description: "Variants." },
};

const thingKind = builder.enumType("ThingKind", {
  description: "Of which kind things are.",
  values: Object.fromEntries(
    Object.entries(thingKinds).map(([kind, { description }]) => [
      kind,
      { value: kind as ThingKind, description },
    ]),
  ),
});

const things = builder.objectRef<Things>("Things").implement({
  description: "Things of one kind.",
  fields: (t) => ({
    kind: t.field({ type: thingKind, description: "Of which.", resolve: ({ kind }) => kind }),
    count: t.exposeInt("count", { description: "How many." }),
    ids: t.idList({
      description: "The oldest ones, ten at most.",
      resolve: ({ kind, ids }) => ids.map((id) => encodeGlobalId(thingKinds[kind].type, id)),
    }),
  }),
});

builder.objectType(InUseError, {
  name: "InUseError",
  description: "Something cannot be deleted, as others need it.",
  interfaces: [errorInterface],
  fields: (t) => ({
    holders: t.field({
      type: [things],
      description: "What needs it, kind by kind.",
      resolve: ({ holders }) => [...holders],
    }),
  }),
});

const deletion = builder.objectRef<Deletion>("Deletion").implement({
  description: "Something that was deleted, or would be.",
  fields: (t) => ({
    subjectId: t.id({ description: "What.", resolve: ({ type, id }) => encodeGlobalId(type, id) }),
    name: t.exposeString("name", { description: "What it was called; a dataset with its number." }),
    isDryRun: t.exposeBoolean("isDryRun", { description: "Whether nothing was deleted." }),
    parts: t.field({
      type: [things],
      description: "What goes with it, of a model.",
      resolve: ({ parts }) => [...parts],
    }),
  }),
});

builder.mutationFields((t) => {
  const args = (what: string) => ({
    id: t.arg.id({ required: true, description: what }),
    dryRun: t.arg.boolean({
      required: true,
      defaultValue: false,
      description: "Whether it is only said what would come of it.",
    }),
  });
  return {
    deleteDataset: t.field({
      type: deletion,
      description:
        "Deletes a dataset that nothing needs, with its images and the bytes that nothing else has. Its number stays taken.",
      errors: { types: [NotFoundError, InUseError, OverloadError] },
      args: args("The dataset."),
      resolve: (_root, { id, dryRun }, context) =>
        deleteDataset(context, { id: requireLocalId("Dataset", String(id)), dryRun }),
    }),
    deleteModel: t.field({
      type: deletion,
      description:
        "Deletes a model that nothing needs, with its variants, gates, ablations, and sweeps that are over. One of which a version had an alias once stays.",
      errors: { types: [NotFoundError, InUseError, OverloadError] },
      args: args("The model."),
      resolve: (_root, { id, dryRun }, context) =>
        deleteModel(context, { id: requireLocalId("Model", String(id)), dryRun }),
    }),
    deleteVariant: t.field({
      type: deletion,
      description: "Deletes a variant that nothing needs.",
      errors: { types: [NotFoundError, InUseError, OverloadError] },
      args: args("The variant."),
      resolve: (_root, { id, dryRun }, context) =>
        deleteVariant(context, { id: requireLocalId("Variant", String(id)), dryRun }),
    }),
    deleteSweep: t.field({
      type: deletion,
      description: "Deletes a sweep that is over, with its trials and what it told; their runs stay.",
      errors: { types: [NotFoundError, SweepStateError, OverloadError] },
      args: args("The sweep."),
      resolve: (_root, { id, dryRun }, context) =>
        deleteSweep(context, { id: requireLocalId("Sweep", String(id)), dryRun }),
    }),
    deleteAblation: t.field({
      type: deletion,
      description: "Deletes an ablation whose runs are over, and with it its report; the runs stay.",
      errors: { types: [NotFoundError, InUseError, OverloadError] },
      args: args("The ablation."),
      resolve: (_root, { id, dryRun }, context) =>
        deleteAblation(context, { id: requireLocalId("Ablation", String(id)), dryRun }),
    }),
  };
});
