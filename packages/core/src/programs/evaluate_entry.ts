import { GraphBuilder } from "../graph/graph_builder.ts";
import type { Entry } from "../graph/program.ts";
import type { ModelSpec } from "../spec/model_spec.ts";
import type { LossSpec } from "../techniques/losses/registry.ts";
import { classificationLoss } from "./classification_loss.ts";
import { targetFeeds } from "./target_feeds.ts";
import { traceModel } from "./trace_model.ts";

/** What an evaluation is made for. */
export interface EvaluateEntryOptions {
  readonly loss: LossSpec;
  /** Images a run. */
  readonly batch: number;
  /** Whether any number of classes can hold for one image. @default {false} */
  readonly multiLabel?: boolean | undefined;
  /** The state variable that is read in place of a trained weight, such as its running mean. @default {the weight itself} */
  readonly served?: (weight: string) => string;
}

/**
 * Traces an evaluation of one batch.
 * Feeds: `images` uint8[batch, height, width, channels], and `labels` int32[batch] or `targets` float32[batch, classes].
 * Fetches: `loss`, the sum of the examples' losses with the label smoothing of the training and without class weights, as Keras has it;
 * `correct`, the number of hits; and `scores` float32[batch, classes].
 */
export function evaluateEntry(model: ModelSpec, options: EvaluateEntryOptions): Entry {
  const { loss: lossSpec, batch, multiLabel, served = (weight) => weight } = options;
  const builder = new GraphBuilder();
  const { targets, feeds } = targetFeeds(builder, model, { batch, multiLabel });
  const { images, scores } = traceModel(builder, model, { batch, served });
  const { loss, correct } = classificationLoss(lossSpec, scores, { targets });
  return {
    graph: builder.build(),
    feeds: { images: images.id, ...feeds },
    fetches: { loss: loss.id, correct: correct.id, scores: scores.id },
    updates: {},
  };
}
