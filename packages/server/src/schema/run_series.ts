import { compareSeries } from "../services/compare_series.ts";
import { builder } from "./builder.ts";
import { encodeGlobalId, findLocalId } from "./global_id.ts";
import { selectsField } from "./selects_field.ts";
import { storable } from "./storable.ts";

type Series = Awaited<ReturnType<typeof compareSeries>>[number];

const metricSeries = builder.objectRef<Series>("MetricSeries").implement({
  description:
    "A metric of a run over its steps, at most as many points as were asked for: of each stretch of a long series its last point. The lists go together.",
  fields: (t) => ({
    runId: t.id({ resolve: ({ runId }) => encodeGlobalId("Run", runId) }),
    name: t.exposeString("name"),
    total: t.int({
      description: "Points that there are; they are counted only if it is asked for.",
      resolve: ({ total }) => total ?? 0,
    }),
    steps: t.intList({ description: "Steps done.", resolve: ({ steps }) => [...steps] }),
    epochs: t.intList({ description: "Epochs done.", resolve: ({ epochs }) => [...epochs] }),
    values: t.floatList({ resolve: ({ values }) => [...values] }),
    minima: t.floatList({
      description: "The least value since the point before; all points are read only if it is asked for.",
      resolve: ({ minima }) => [...(minima ?? [])],
    }),
    maxima: t.floatList({
      description: "The greatest value since the point before; all points are read only if it is asked for.",
      resolve: ({ maxima }) => [...(maxima ?? [])],
    }),
  }),
});

builder.queryField("runSeries", (t) =>
  t.field({
    type: [metricSeries],
    description:
      "Series of up to 200 runs at once, of what counts after all resumptions; runs without the metric have none.",
    args: {
      runIds: t.arg.idList({ required: true }),
      metrics: t.arg.stringList({ required: true, description: "Their names, up to 20." }),
      points: t.arg.int({
        required: true,
        defaultValue: 200,
        description: "The most points of one series, 2 to 2000.",
      }),
    },
    resolve: async (_root, { runIds, metrics, points }, context, info) => [
      ...(await compareSeries(context, {
        runIds: runIds.flatMap((id) => findLocalId("Run", String(id)) ?? []),
        names: metrics.filter(storable),
        points,
        total: selectsField(info, ["total"]),
        bounds: selectsField(info, ["minima", "maxima"]),
      })),
    ],
  }),
);
