import { builder } from "./builder.ts";
import type { Context, ServerFacts } from "./context.ts";

type LogFacts = Context["predictionLog"]["state"] & Pick<ServerFacts, "keptPredictions">;

const predictionLog = builder.objectRef<LogFacts>("PredictionLog").implement({
  description:
    "How a server keeps predictions: behind the answer, never before it. The numbers count since it started.",
  fields: (t) => ({
    isOn: t.exposeBoolean("isOn", { description: "Whether the operator has it keep them." }),
    waiting: t.exposeInt("waiting", { description: "How many are not written yet." }),
    stored: t.exposeInt("stored", { description: "How many were written." }),
    dropped: t.exposeInt("dropped", {
      description: "How many were lost, as the database was away for too long or refused them.",
    }),
    keptDays: t.int({
      description: "Days after which a prediction is deleted.",
      resolve: ({ keptPredictions }) => keptPredictions.days,
    }),
    keptCount: t.int({
      description: "How many stay, the newest of all.",
      resolve: ({ keptPredictions }) => keptPredictions.most,
    }),
  }),
});

const serverInfo = builder.objectRef<ServerFacts>("ServerInfo").implement({
  description: "What a server says of itself.",
  fields: (t) => ({
    version: t.exposeString("version"),
    startedAt: t.expose("startedAt", { type: "DateTime" }),
    engines: t.stringList({
      description: "The engines that its workers train with.",
      resolve: () => ["wasm"],
    }),
    predictionLog: t.field({
      type: predictionLog,
      description: "What becomes of the predictions that it makes.",
      resolve: ({ keptPredictions }, _args, context) => ({ ...context.predictionLog.state, keptPredictions }),
    }),
  }),
});

builder.queryField("serverInfo", (t) =>
  t.field({
    type: serverInfo,
    description: "The server that answers.",
    resolve: (_root, _args, { server }) => server,
  }),
);
