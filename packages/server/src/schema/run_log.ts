import { listRunLog } from "../services/list_run_log.ts";
import type { RunLogLine } from "../services/run_log_line.ts";
import { watchRunLog } from "../services/watch_run_log.ts";
import { builder } from "./builder.ts";
import { requireLocalId } from "./global_id.ts";
import { run } from "./run.ts";

const logLevel = builder.enumType("LogLevel", {
  description: "How much a line of a log matters, the least first.",
  values: {
    DEBUG: {
      value: "debug",
      description: "For whoever looks for a fault, such as that a checkpoint is stored.",
    },
    INFO: { value: "info", description: "What happens as it should." },
    WARNING: { value: "warning", description: "What went wrong and is made good, such as a lost worker." },
    ERROR: { value: "error", description: "Why a run, or an attempt at it, has failed." },
  } as const,
});

const line = builder.objectRef<RunLogLine>("RunLogLine").implement({
  description: "A line of a run's log: something that has happened, in words.",
  fields: (t) => ({
    sequence: t.exposeInt("sequence", {
      description: "That of the event, so lines stand in this order, and not every number has one.",
    }),
    time: t.expose("time", { type: "DateTime" }),
    level: t.expose("level", { type: logLevel }),
    attempt: t.exposeInt("attempt", {
      nullable: true,
      description:
        "The attempt under way, 0 before the first; null in lines of a server that did not note it.",
    }),
    message: t.exposeString("message", { description: "For people; it may have several lines." }),
  }),
});

builder.prismaObjectField(run, "logs", (t) =>
  t.connection({
    type: line,
    description:
      "The log, in the order of time: the first lines, or with `last` the tail; at most 1000 a page. A cursor is the sequence of its line. It can be followed at `runLogs`.",
    args: {
      minimumLevel: t.arg({
        type: logLevel,
        required: true,
        defaultValue: "info",
        description: "Only lines that matter as much.",
      }),
    },
    resolve: async ({ id }, { minimumLevel: minimum, first, after, last, before }, context) => {
      const { edges, ...pages } = await listRunLog(context, id, { minimum, first, after, last, before });
      return {
        edges: [...edges],
        pageInfo: {
          ...pages,
          startCursor: edges[0]?.cursor ?? null,
          endCursor: edges.at(-1)?.cursor ?? null,
        },
      };
    },
  }),
);

builder.subscriptionField("runLogs", (t) =>
  t.field({
    type: line,
    description:
      "Follows the log of a run to its end, each line once and in order: first the tail, then what comes. Whoever was cut off names the last line that came.",
    args: {
      runId: t.arg.id({ required: true }),
      after: t.arg.int({
        description: "The sequence of the last line that is known; then all behind it comes.",
      }),
      last: t.arg.int({
        required: true,
        defaultValue: 100,
        description: "How long the tail is that comes first where no line is known; at most 10,000.",
      }),
      minimumLevel: t.arg({
        type: logLevel,
        required: true,
        defaultValue: "info",
        description: "Only lines that matter as much.",
      }),
    },
    subscribe: (_root, { runId, after, last, minimumLevel: minimum }, context) =>
      watchRunLog(context, requireLocalId("Run", runId), {
        minimum,
        after: after ?? undefined,
        last,
        signal: context.stopping,
      }),
    resolve: (each) => each,
  }),
);
