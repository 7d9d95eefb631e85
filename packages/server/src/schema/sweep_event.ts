import type { ObjectRef } from "@pothos/core";
import { queryFromInfo } from "@pothos/plugin-prisma";
import { listSweepEvents } from "../services/list_sweep_events.ts";
import { loadTogether } from "../services/load_together.ts";
import { watchSweep } from "../services/watch_sweep.ts";
import { builder, type SchemaTypes } from "./builder.ts";
import { sweepState } from "./enums.ts";
import { requireLocalId } from "./global_id.ts";
import { ownedPage } from "./owned_page.ts";
import { sweepEnd } from "./sweep.ts";
import { sweepFailure, sweepTrial } from "./sweep_trial.ts";

type StoredSweepEvent = ReturnType<typeof watchSweep> extends AsyncGenerator<infer Event> ? Event : never;

type EventOf<Type extends StoredSweepEvent["type"]> = Extract<StoredSweepEvent, { type: Type }>;

type TrialEvent = Exclude<StoredSweepEvent, { type: "SweepStateChanged" }>;

/** What happens in a sweep. */
const sweepEvent = builder.interfaceRef<StoredSweepEvent>("SweepEvent").implement({
  description: "Something that happened in a sweep; its type says what.",
  resolveType: ({ type }) => type,
  fields: (t) => ({
    sequence: t.exposeInt("sequence", { description: "0 for the first event of the sweep, without gaps." }),
    createdAt: t.expose("createdAt", { type: "DateTime" }),
  }),
});

const sweepTrialEvent = builder.interfaceRef<TrialEvent>("SweepTrialEvent").implement({
  description: "Something that happened to a trial of a sweep; its type says what.",
  interfaces: [sweepEvent],
  resolveType: ({ type }) => type,
  fields: (t) => ({
    number: t.exposeInt("number", { description: "That of the trial." }),
    trial: t.field({
      type: sweepTrial,
      description: "The trial as it is now, which may be further on than the event.",
      resolve: ({ sweepId, number }, _args, context, info) => {
        const query = queryFromInfo({ context, info }) as object;
        const owner = `${sweepId} ${number}`;
        // Fragments may ask for more of the trials of some events than of others.
        const kind = `trial ${info.fieldNodes.map(({ loc }) => loc?.start).join(" ")}`;
        return loadTogether(context, { kind, owner }, async (keys) => {
          const found = await context.database.prisma.sweepTrial.findMany({
            ...query,
            where: { OR: keys.map(whereTrial) },
          });
          const byKey = new Map(found.map((each) => [`${each.sweepId} ${each.number}`, each]));
          return keys.map((key) => byKey.get(key)!);
        });
      },
    }),
  }),
});

function whereTrial(key: string): { readonly sweepId: string; readonly number: number } {
  const [sweepId, number] = key.split(" ") as [string, string];
  return { sweepId, number: Number(number) };
}

function eventType<Type extends StoredSweepEvent["type"]>(type: Type): ObjectRef<SchemaTypes, EventOf<Type>> {
  return builder.objectRef<EventOf<Type>>(type) as never;
}

builder.objectType(eventType("SweepStateChanged"), {
  description: "The sweep is in another state now, or has begun; after a final one nothing comes.",
  interfaces: [sweepEvent],
  fields: (t) => ({
    state: t.expose("state", { type: sweepState }),
    endReason: t.expose("endReason", {
      type: sweepEnd,
      nullable: true,
      description: "Set once it has finished.",
    }),
    failure: t.expose("failure", { type: sweepFailure, nullable: true, description: "Set if it failed." }),
  }),
});

builder.objectType(eventType("SweepTrialReported"), {
  description:
    "The run of a trial has done an epoch. After a lost worker epochs come again, with a higher attempt; the later ones count.",
  interfaces: [sweepEvent, sweepTrialEvent],
  fields: (t) => ({
    attempt: t.exposeInt("attempt", { description: "The attempt of its run." }),
    epoch: t.exposeInt("epoch", { description: "1 for the first." }),
    value: t.exposeFloat("value", {
      nullable: true,
      description:
        "The sweep's metric after this epoch; null if the epoch did not tell it, or if it was no finite number.",
    }),
  }),
});

builder.objectType(eventType("SweepTrialStopped"), {
  description: "A trial fell behind at a rung; its run is paused, and may report once more before it is.",
  interfaces: [sweepEvent, sweepTrialEvent],
  fields: (t) => ({
    epoch: t.exposeInt("epoch", { description: "Epochs done at the rung." }),
    value: t.exposeFloat("value", {
      nullable: true,
      description: "What it showed there; null if it was no finite number.",
    }),
    cut: t.exposeFloat("cut", {
      nullable: true,
      description: "What it had to reach; null if any finite number would have done.",
    }),
    count: t.exposeInt("count", { description: "Trials that had come as far, this one included." }),
  }),
});

builder.objectType(eventType("SweepTrialFinished"), {
  description: "The run of a trial has succeeded, and its objective is known.",
  interfaces: [sweepEvent, sweepTrialEvent],
  fields: (t) => ({
    objective: t.exposeFloat("objective", {
      description: "The sweep's metric, of the weights that are left.",
    }),
    isBest: t.exposeBoolean("isBest", { description: "Whether it is the best that had finished by then." }),
  }),
});

builder.objectType(eventType("SweepTrialFailed"), {
  description: "The specs of a trial are not valid, or its run failed.",
  interfaces: [sweepEvent, sweepTrialEvent],
  fields: (t) => ({
    // One document may ask for what SweepStateChanged has under the same name only if it is of one type.
    failure: t.expose("failure", {
      type: sweepFailure,
      nullable: true,
      description: "Why it failed; it is always there.",
    }),
  }),
});

/** Events of trials that say nothing but that they happened. */
const bareEvents = {
  SweepTrialStarted:
    "A trial was chosen, and its run queued; if its specs are not valid, that it failed comes next.",
  SweepTrialPaused: "Somebody has paused the run of a trial: others may begin in its place.",
  SweepTrialResumed: "The run of a paused trial goes on.",
  SweepTrialCanceled: "The run of a trial was canceled.",
} as const;

for (const [type, description] of Object.entries(bareEvents) as [keyof typeof bareEvents, string][]) {
  builder.objectType(builder.objectRef<TrialEvent>(type), {
    description,
    interfaces: [sweepEvent, sweepTrialEvent],
  });
}

builder.subscriptionField("sweepEvents", (t) =>
  t.field({
    type: sweepEvent,
    description: "Follows a sweep to its end: first what has happened already, then what happens.",
    args: {
      sweepId: t.arg.id({ required: true }),
      after: t.arg.int({
        required: true,
        defaultValue: -1,
        description: "The sequence of the last event that is known already.",
      }),
      last: t.arg.int({
        description:
          "How many of the last events that there are already come first, at most. Whoever was cut off leaves it out, and misses nothing.",
      }),
    },
    subscribe: (_root, { sweepId, after, last }, context) =>
      watchSweep(context, requireLocalId("Sweep", sweepId), {
        after,
        last: last ?? undefined,
        signal: context.stopping,
      }),
    resolve: (event) => event,
  }),
);

builder.prismaObjectFields("Sweep", (t) => ({
  eventCount: t.int({
    description: "How many events it has told.",
    select: { feed: { select: { eventCount: true } } },
    resolve: ({ feed }) => feed?.eventCount ?? 0,
  }),
  events: t.connection({
    type: sweepEvent,
    description:
      "What it has told, in the order in which it happened; at most 100 a page. A cursor is the sequence of its event. It can be followed at `sweepEvents`.",
    resolve: ({ id: owner }, args, context, info) =>
      ownedPage(
        {
          noun: "events",
          load: (sweepIds, page) => listSweepEvents(context, sweepIds, page),
          cursorOf: ({ sequence }) => String(sequence),
        },
        { owner, args },
        { context, info },
      ),
  }),
}));
