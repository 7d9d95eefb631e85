import { type ReproductionReport, reportReproduction } from "../services/report_reproduction.ts";
import { builder } from "./builder.ts";
import { findLocalId } from "./global_id.ts";

const promise = builder.enumType("ReproductionPromise", {
  description: "What could be promised of a reproduction.",
  values: {
    SAME_BITS: { description: "Mode PORTABLE and the same version of the engine." },
    SAME_BITS_ON_THIS_MACHINE: {
      description: "Mode FAST, the same version of the engine, the same kind of machine.",
    },
    NOTHING: { description: "Another version of the engine, or mode FAST on another kind of machine." },
  } as const,
});

const weightDifference = builder
  .objectRef<NonNullable<ReproductionReport["weights"]>>("WeightDifference")
  .implement({
    description: "How far two sets of weights are apart.",
    fields: (t) => ({
      different: t.exposeInt("different", { description: "Weights that differ." }),
      largest: t.exposeFloat("largest", { description: "The largest difference of a weight." }),
      rootMeanSquare: t.exposeFloat("rootMeanSquare", {
        description: "The square root of the mean square of all differences.",
      }),
    }),
  });

const metricDifference = builder
  .objectRef<ReproductionReport["metrics"][number]>("MetricDifference")
  .implement({
    description: "A figure of the original and of the reproduction.",
    fields: (t) => ({
      name: t.exposeString("name"),
      original: t.exposeFloat("original"),
      reproduced: t.exposeFloat("reproduced"),
      difference: t.exposeFloat("difference", { description: "`reproduced - original`." }),
    }),
  });

const reproduction = builder.objectRef<ReproductionReport>("Reproduction").implement({
  description: "What came out of training a run again.",
  fields: (t) => ({
    promise: t.expose("promise", { type: promise }),
    reason: t.exposeString("reason", { description: "Why that can be promised, and no more." }),
    sameBits: t.exposeBoolean("sameBits", { description: "Whether every weight is the same bits." }),
    sameDataset: t.exposeBoolean("sameDataset", { description: "Whether the data has the same digest." }),
    weights: t.expose("weights", {
      type: weightDifference,
      nullable: true,
      description: "Null if the networks are not of one form.",
    }),
    metrics: t.field({ type: [metricDifference], resolve: ({ metrics }) => [...metrics] }),
  }),
});

builder.queryField("reproduction", (t) =>
  t.field({
    type: reproduction,
    nullable: true,
    description:
      "What came of a run that reproduces another; null until it has succeeded. It reads both model files.",
    args: { runId: t.arg.id({ required: true }) },
    resolve: (_root, { runId }, context) =>
      reportReproduction(context, findLocalId("Run", String(runId)) ?? ""),
  }),
);
