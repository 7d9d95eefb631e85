import { GraphBuilder } from "../graph/graph_builder.ts";
import type { Entry, Program } from "../graph/program.ts";
import { sizeOf } from "../graph/tensor_type.ts";
import { headIndex } from "../spec/head_index.ts";
import { allLayers, layerShapes } from "../spec/layer_shapes.ts";
import type { ModelSpec } from "../spec/model_spec.ts";
import { modelState, traceModel } from "./trace_model.ts";

/** Name of the entry for a batch size. */
export function embedEntryName(batch: number): string {
  return `embed:${batch}`;
}

/**
 * How many features a model's head is given of an image.
 * @returns Null if no layer with weights stands before the head: then they are nothing that was learned.
 */
export function featureLength(model: ModelSpec): number | null {
  const layers = layerShapes(model);
  const head = headIndex(layers);
  const encoder = allLayers(layers.slice(0, Math.max(head, 0)));
  return encoder.some(({ weights }) => weights.length > 0) ? sizeOf(layers[head]!.input) : null;
}

/**
 * One program with an entry for each batch size, over the weights of a model.
 * Feed: `images` uint8[batch, height, width, channels]. Fetches: `scores` float32[batch, classes], and `features` float32[batch, ...], which
 * is what the head is given, if layers with weights stand before it.
 */
export function embeddingProgram(model: ModelSpec, batches: readonly number[]): Program {
  const hasFeatures = featureLength(model) !== null;
  const entries: Record<string, Entry> = {};
  for (const batch of batches) {
    const builder = new GraphBuilder();
    const { images, features, scores } = traceModel(builder, model, { batch });
    entries[embedEntryName(batch)] = {
      graph: builder.build(),
      feeds: { images: images.id },
      fetches: { scores: scores.id, ...(hasFeatures && { features: features.id }) },
      updates: {},
    };
  }
  return { name: "embedding", state: modelState(model), entries };
}
