import type { ActKind, Prisma } from "../generated/prisma/client.ts";
import { firstUuidOf } from "../store/uuid_v7.ts";
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

/** Ids are made with the rows and sort by time, so that a range of time is one of ids; the clock may be read twice for a row. */
const slack = 1000;

/** What a filter asks of rows. */
function toWhere({
  actors,
  kinds: asked,
  subjectId,
  createdAt,
}: typeof actFilterInput.$inferInput): Prisma.ActWhereInput {
  const { from, before } = createdAt ?? {};
  const at = (time: Date, offset: number): string => firstUuidOf(new Date(time.getTime() + offset));
  return {
    AND: [
      actors == null ? {} : { actor: { in: actors.filter(storable) } },
      asked == null ? {} : { kind: { in: asked } },
      subjectId == null ? {} : doneTo(subjectId),
      from == null ? {} : { createdAt: { gte: from }, id: { gte: at(from, -slack) } },
      before == null ? {} : { createdAt: { lt: before }, id: { lt: at(before, slack) } },
    ],
  };
}

/** The acts of a thing; what names something else finds none. */
function doneTo(globalId: string): Prisma.ActWhereInput {
  const fitting = Object.entries(actKinds).filter(
    ([, { subject }]) => findLocalId(subject, globalId) !== undefined,
  );
  const subject = fitting[0]?.[1].subject;
  return {
    subjectId: subject === undefined ? "" : findLocalId(subject, globalId)!,
    kind: { in: fitting.map(([kind]) => kind as ActKind) },
  };
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
      database.prisma.act.count({ where: toWhere(filter ?? {}) }),
    resolve: (query, _root, { filter }, { database }) =>
      database.prisma.act.findMany({
        ...checkCursor(query),
        where: toWhere(filter ?? {}),
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
