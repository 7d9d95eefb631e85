import { GraphBuilder } from "../graph/graph_builder.ts";
import type { Entry } from "../graph/program.ts";
import type { ModelSpec } from "../spec/model_spec.ts";
import { traceModel } from "./trace_model.ts";

/**
 * Traces the prediction of one batch.
 * Feed: `images` uint8[batch, height, width, channels]. Fetch: `scores` float32[batch, classes].
 */
export function predictEntry(model: ModelSpec, batch: number): Entry {
  const builder = new GraphBuilder();
  const { images, scores } = traceModel(builder, model, { batch });
  return {
    graph: builder.build(),
    feeds: { images: images.id },
    fetches: { scores: scores.id },
    updates: {},
  };
}
