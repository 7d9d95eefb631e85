import { builder } from "./builder.ts";
import type { ServerFacts } from "./context.ts";

const serverInfo = builder.objectRef<ServerFacts>("ServerInfo").implement({
  description: "What a server says of itself.",
  fields: (t) => ({
    version: t.exposeString("version"),
    startedAt: t.expose("startedAt", { type: "DateTime" }),
    engines: t.stringList({
      description: "The engines that its workers train with.",
      resolve: () => ["wasm"],
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
