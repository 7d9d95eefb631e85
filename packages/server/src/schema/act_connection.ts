import type { ActKind, Prisma } from "../generated/prisma/client.ts";
import { actCondition } from "../services/act_condition.ts";
import { act } from "./act.ts";
import { actKind, actKinds } from "./act_kind.ts";
import { builder } from "./builder.ts";
import { checkCursor } from "./check_cursor.ts";
import { findLocalId } from "./global_id.ts";
import { relatedPage } from "./related_page.ts";
import { timeRange } from "./run_filter_input.ts";
import { storable } from "./storable.ts";

const actFilterInput = builder.inputType("ActFilterInput", {
  description: "Which acts: all conditions that are there must hold.",
  fields: (t) => ({
    actors: t.stringList({ description: "Done by one of these." }),
    kinds: t.field({ type: [actKind], description: "Of one of these kinds." }),
    subjectId: t.id({ description: "Done to this, also if it is gone." }),
    createdAt: t.field({ type: timeRange, description: "Done in this range of time." }),
  }),
});

/** Makes a client's filter into a condition. An id says by its type which kinds there can be; what names something else finds none. */
function toCondition(filter: typeof actFilterInput.$inferInput): Prisma.ActWhereInput {
  const { actors, kinds, subjectId, createdAt } = filter;
  const fitting = Object.entries(actKinds).flatMap(([kind, { subject }]) => {
    const id = subjectId == null ? undefined : findLocalId(subject, subjectId);
    return id === undefined ? [] : [{ kind: kind as ActKind, id }];
  });
  const isAsked = (kind: ActKind): boolean => kinds == null || kinds.includes(kind);
  return actCondition({
    actors: actors?.filter(storable),
    kinds: subjectId == null ? (kinds ?? undefined) : fitting.map(({ kind }) => kind).filter(isAsked),
    subjectId: subjectId == null ? undefined : (fitting[0]?.id ?? ""),
    from: createdAt?.from ?? undefined,
    until: createdAt?.before ?? undefined,
  });
}

builder.queryField("acts", (t) =>
  t.prismaConnection({
    type: act,
    cursor: "id",
    description: "What was done, and by whom, newest first.",
    args: {
      filter: t.arg({ type: actFilterInput, description: "Only those of which all this holds." }),
    },
    totalCount: (_root, { filter }, { database }) =>
      database.prisma.act.count({ where: toCondition(filter ?? {}) }),
    resolve: (query, _root, { filter }, { database }) =>
      database.prisma.act.findMany({
        ...checkCursor(query),
        where: toCondition(filter ?? {}),
        orderBy: { id: "desc" },
      }),
  }),
);

const actsOf = relatedPage({
  noun: "acts",
  typeName: "Act",
  relation: ["acts", "subject_id"],
  find: (prisma, query) => prisma.act.findMany(query),
});

const actEdge = builder.edgeObject({ name: "ActEdge", description: "An act in a list.", type: act });

const actConnection = builder.connectionObject(
  { name: "ActConnection", description: "A part of what was done to a thing.", type: act },
  actEdge,
);

for (const owner of ["Run", "Sweep", "Version", "Model", "Webhook"] as const) {
  builder.prismaObjectField(owner, "acts", (t) =>
    t.connection(
      { type: act, description: "What was done to it, and by whom, newest first.", resolve: actsOf },
      actConnection,
      actEdge,
    ),
  );
}
