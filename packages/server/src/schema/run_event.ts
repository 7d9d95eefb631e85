import type { ObjectRef } from "@pothos/core";
import { watchRun } from "../services/watch_run.ts";
import { builder, type SchemaTypes } from "./builder.ts";
import { runState } from "./enums.ts";
import { requireLocalId } from "./global_id.ts";
import { metric } from "./metric.ts";

type StoredRunEvent = ReturnType<typeof watchRun> extends AsyncGenerator<infer Event> ? Event : never;

type EventOf<Type extends StoredRunEvent["type"]> = Extract<StoredRunEvent, { type: Type }>;

/** What happens in a run. */
export const runEvent = builder.interfaceRef<StoredRunEvent>("RunEvent").implement({
  description: "Something that happened in a run; its type says what.",
  resolveType: ({ type }) => type,
  fields: (t) => ({
    sequence: t.exposeInt("sequence", { description: "0 for the first event of the run, without gaps." }),
    createdAt: t.expose("createdAt", { type: "DateTime" }),
    attempt: t.int({
      nullable: true,
      description:
        "The attempt under way, 0 before the first; null in events of a server that did not note it.",
      resolve: ({ attempt }) => attempt,
    }),
  }),
});

function metricList(
  metrics: Readonly<Record<string, number>> | undefined,
): { readonly name: string; readonly value: number }[] {
  return Object.entries(metrics ?? {}).map(([name, value]) => ({ name, value }));
}

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

builder.objectType(eventType("RunStarted"), {
  description: "The training of an attempt begins.",
  interfaces: [runEvent],
  fields: (t) => ({
    engine: t.exposeString("engine"),
    stepsPerEpoch: t.exposeInt("stepsPerEpoch"),
    resumedEpoch: t.exposeInt("resumedEpoch", {
      description:
        "Epochs that a checkpoint of an earlier attempt brought along; 0 if the training begins from the beginning.",
    }),
    resumedStep: t.int({
      description: "Steps that it brought along, those of the epoch under way included.",
      resolve: ({ resumedEpoch, resumedStep, stepsPerEpoch }) => resumedStep ?? resumedEpoch * stepsPerEpoch,
    }),
  }),
});

builder.objectType(eventType("RunBatch"), {
  description: "How far the training is, told now and then; figures are of the epoch so far.",
  interfaces: [runEvent],
  fields: (t) => ({
    epoch: t.exposeInt("epoch"),
    step: t.exposeInt("step", { description: "Steps since the beginning of the training." }),
    loss: t.exposeFloat("loss"),
    accuracy: t.exposeFloat("accuracy"),
    learningRate: t.exposeFloat("learningRate", { description: "Of the step, as the schedule has it." }),
    gradientNorm: t.float({
      nullable: true,
      description: "Length of all gradients of the step together, before anything clips them.",
      resolve: ({ gradientNorm }) => gradientNorm,
    }),
    imagesPerSecond: t.exposeFloat("imagesPerSecond"),
    secondsLeft: t.exposeFloat("secondsLeft"),
    progress: t.exposeFloat("progress", { description: "Share of all steps, 0 to 1." }),
  }),
});

builder.objectType(eventType("RunEpoch"), {
  description:
    "An epoch is done, and has been judged: by the validation images if there are any, by the test images otherwise.",
  interfaces: [runEvent],
  fields: (t) => ({
    epoch: t.exposeInt("epoch", { description: "1 for the first." }),
    loss: t.exposeFloat("loss"),
    accuracy: t.exposeFloat("accuracy"),
    validationLoss: t.float({
      nullable: true,
      description: "Null if there are no validation images.",
      resolve: ({ validationLoss }) => validationLoss,
    }),
    validationAccuracy: t.float({
      nullable: true,
      description: "Null if there are no validation images.",
      resolve: ({ validationAccuracy }) => validationAccuracy,
    }),
    testLoss: t.exposeFloat("testLoss", {
      nullable: true,
      description: "Null if there are validation images: then the test waits for the end.",
    }),
    testAccuracy: t.exposeFloat("testAccuracy", {
      nullable: true,
      description: "Null if there are validation images: then the test waits for the end.",
    }),
    metrics: t.field({
      type: [metric],
      description: "Other figures of the images that judged.",
      resolve: ({ metrics }) => metricList(metrics),
    }),
    isBest: t.boolean({
      description: "Whether it is the best epoch so far; false if there are no validation images.",
      resolve: ({ isBest = false }) => isBest,
    }),
    learningRate: t.exposeFloat("learningRate", { description: "Of the epoch's last step." }),
    gradientNorm: t.float({
      nullable: true,
      description: "Mean over the epoch's steps.",
      resolve: ({ gradientNorm }) => gradientNorm,
    }),
    imagesPerSecond: t.exposeFloat("imagesPerSecond"),
    seconds: t.exposeFloat("seconds"),
  }),
});

builder.objectType(eventType("RunCheckpointed"), {
  description: "The state of the training is stored: if something dies, the next attempt goes on from here.",
  interfaces: [runEvent],
  fields: (t) => ({
    epoch: t.exposeInt("epoch", { description: "Epochs that are done." }),
    step: t.exposeInt("step", { description: "Steps that are done." }),
  }),
});

builder.objectType(eventType("RunLog"), {
  description: "Something that a reader should know.",
  interfaces: [runEvent],
  fields: (t) => ({
    level: t.exposeString("level", { description: "`debug`, `info`, `warning` or `error`." }),
    message: t.exposeString("message"),
  }),
});

builder.objectType(eventType("RunFinished"), {
  description: "The training is done; a RunStateChanged follows.",
  interfaces: [runEvent],
  fields: (t) => ({
    epochs: t.int({
      nullable: true,
      description: "Epochs that were trained; null in runs of a server that did not tell.",
      resolve: ({ epochs }) => epochs,
    }),
    bestEpoch: t.int({
      nullable: true,
      description: "The epoch that the validation images judged best; null if there are none.",
      resolve: ({ bestEpoch }) => bestEpoch,
    }),
    stoppedEarly: t.boolean({
      description: "Whether the stopping rule ended it before its last epoch.",
      resolve: ({ stoppedEarly = false }) => stoppedEarly,
    }),
    // One document may ask for what RunEpoch and RunFinished have under one name only if it is of one type.
    testLoss: t.exposeFloat("testLoss", {
      nullable: true,
      description: "Of the weights that are published; it is always there.",
    }),
    testAccuracy: t.exposeFloat("testAccuracy", {
      nullable: true,
      description: "Of the weights that are published; it is always there.",
    }),
    metrics: t.field({
      type: [metric],
      description: "Other figures of the test images.",
      resolve: ({ metrics }) => metricList(metrics),
    }),
    imagesPerSecond: t.exposeFloat("imagesPerSecond"),
    seconds: t.exposeFloat("seconds", { description: "Training time, that of earlier attempts included." }),
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
      last: t.arg.int({
        description:
          "How many of the last events that there are already come first, at most. Whoever was cut off leaves it out, and misses nothing.",
      }),
    },
    subscribe: (_root, { runId, after, last }, context) =>
      watchRun(context, requireLocalId("Run", runId), {
        after,
        last: last ?? undefined,
        signal: context.stopping,
      }),
    resolve: (event) => event,
  }),
);
