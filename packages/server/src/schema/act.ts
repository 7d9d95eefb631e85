import type { ActDetails } from "../services/act_condition.ts";
import { actKind, actKinds } from "./act_kind.ts";
import { builder } from "./builder.ts";
import { gateRule } from "./gate.ts";
import { encodeGlobalId } from "./global_id.ts";

/** Something that somebody did. */
export const act = builder.prismaNode("Act", {
  id: { field: "id" },
  nullable: true,
  description: "Something that somebody did; it never changes, and stays when what it was done to is gone.",
  fields: (t) => ({
    kind: t.field({ type: actKind, description: "What.", resolve: ({ kind }) => kind }),
    actor: t.exposeString("actor", { description: "Who." }),
    createdAt: t.expose("createdAt", { type: "DateTime", description: "When." }),
    subjectId: t.id({
      description: "To what.",
      resolve: ({ kind, subjectId }) => encodeGlobalId(actKinds[kind].subject, subjectId),
    }),
    subject: t.node({
      description: "The same; null if it is gone.",
      id: ({ kind, subjectId }) => encodeGlobalId(actKinds[kind].subject, subjectId),
    }),
    subjectName: t.string({
      nullable: true,
      description:
        "Of kinds that delete: what it was called; of a run, and of the version that went with it, the name of the variant. Null of versions that retention deleted.",
      resolve: (each) => detailsOf(each).subjectName ?? null,
    }),
    reason: t.string({
      nullable: true,
      description:
        "Why, of kinds that have a reason: a pin, the move of an alias, the disabling of a webhook.",
      resolve: (each) => detailsOf(each).reason ?? null,
    }),
    tagsAdded: t.stringList({
      description: "Tags that it put there, without those that were there.",
      resolve: (each) => [...(detailsOf(each).tagsAdded ?? [])],
    }),
    tagsRemoved: t.stringList({
      description: "Tags that it took off.",
      resolve: (each) => [...(detailsOf(each).tagsRemoved ?? [])],
    }),
    aliasName: t.string({
      nullable: true,
      description: "Of MODEL_GATE_SET: whose gate.",
      resolve: (each) => detailsOf(each).aliasName ?? null,
    }),
    gateRules: t.field({
      type: [gateRule],
      nullable: true,
      description: "Of MODEL_GATE_SET: the rules from then on; none: there is no gate any more.",
      resolve: (each) => detailsOf(each).gateRules ?? null,
    }),
  }),
});

function detailsOf({ details }: { readonly details: unknown }): ActDetails {
  return details as ActDetails;
}
