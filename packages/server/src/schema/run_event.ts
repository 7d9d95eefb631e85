import type { ObjectRef } from "@pothos/core";
import { watchRun } from "../services/watch_run.ts";
import { builder, type SchemaTypes } from "./builder.ts";
import { runState } from "./enums.ts";
import { requireLocalId } from "./global_id.ts";

type StoredRunEvent = ReturnType<typeof watchRun> extends AsyncGenerator<infer Event> ? Event : never;

type EventOf<Type extends StoredRunEvent["type"]> = Extract<StoredRunEvent, { type: Type }>;

/** What happens in a run. */
export const runEvent = builder.interfaceRef<StoredRunEvent>("RunEvent").implement({
  description: "Something that happened in a run; its type says what.",
  resolveType: ({ type }) => type,
  fields: (t) => ({
    sequence: t.exposeInt("sequence", { description: "0 for the first event of the run, without gaps." }),
    createdAt: t.expose("createdAt", { type: "DateTime" }),
  }),
});

function eventType<Type extends StoredRunEvent["type"]>(type: Type): ObjectRef<SchemaTypes, EventOf<Type>> {
  return builder.objectRef<EventOf<Type>>(type) as never;
}

builder.objectType(eventType("RunStateChanged"), {
  description: "The run is in another state now; after a final one nothing comes.",
  interfaces: [runEvent],
  fields: (t) => ({
    state: t.expose("state", { type: runState }),
    attempt: t.exposeInt("attempt"),
  }),
});

builder.objectType(eventType("RunBatch"), {
  description: "How far the training is, told now and then; figures are of the epoch so far.",
  interfaces: [runEvent],
  fields: (t) => ({
    epoch: t.exposeInt("epoch"),
    step: t.exposeInt("step", { description: "Steps since the start of the attempt." }),
    loss: t.exposeFloat("loss"),
    accuracy: t.exposeFloat("accuracy"),
    imagesPerSecond: t.exposeFloat("imagesPerSecond"),
    secondsLeft: t.exposeFloat("secondsLeft"),
    progress: t.exposeFloat("progress", { description: "Share of all steps, 0 to 1." }),
  }),
});

builder.objectType(eventType("RunEpoch"), {
  description: "An epoch is done, and the test images have been evaluated.",
  interfaces: [runEvent],
  fields: (t) => ({
    epoch: t.exposeInt("epoch", { description: "1 for the first." }),
    loss: t.exposeFloat("loss"),
    accuracy: t.exposeFloat("accuracy"),
    testLoss: t.exposeFloat("testLoss"),
    testAccuracy: t.exposeFloat("testAccuracy"),
    imagesPerSecond: t.exposeFloat("imagesPerSecond"),
    seconds: t.exposeFloat("seconds"),
  }),
});

builder.objectType(eventType("RunLog"), {
  description: "Something that a reader should know.",
  interfaces: [runEvent],
  fields: (t) => ({
    level: t.exposeString("level", { description: "`info` or `warning`." }),
    message: t.exposeString("message"),
  }),
});

builder.objectType(eventType("RunFinished"), {
  description: "The training is done; a RunStateChanged follows.",
  interfaces: [runEvent],
  fields: (t) => ({
    testLoss: t.exposeFloat("testLoss"),
    testAccuracy: t.exposeFloat("testAccuracy"),
    imagesPerSecond: t.exposeFloat("imagesPerSecond"),
    seconds: t.exposeFloat("seconds"),
  }),
});

builder.objectType(eventType("RunFailed"), {
  description: "The run cannot succeed; a RunStateChanged follows.",
  interfaces: [runEvent],
  fields: (t) => ({
    code: t.exposeString("code"),
    message: t.exposeString("message"),
  }),
});

builder.subscriptionField("runEvents", (t) =>
  t.field({
    type: runEvent,
    description: "Follows a run to its end: first what has happened already, then what happens.",
    args: {
      runId: t.arg.id({ required: true }),
      after: t.arg.int({
        required: true,
        defaultValue: -1,
        description: "The sequence of the last event that is known already.",
      }),
    },
    subscribe: (_root, { runId, after }, context) =>
      watchRun(context, requireLocalId("Run", runId), { after, signal: context.stopping }),
    resolve: (event) => event,
  }),
);
