import { GraphBuilder } from "../graph/graph_builder.ts";
import type { Entry } from "../graph/program.ts";
import type { ModelSpec } from "../spec/model_spec.ts";
import type { TrainSpec } from "../spec/train_spec.ts";
import { tracePretext } from "./trace_pretext.ts";

/** What an evaluation of a pretext task is made for. */
export interface PretrainEvaluateOptions {
  /** Images a run. */
  readonly batch: number;
  /** The state variable that is read in place of a trained weight, such as its running mean. */
  readonly served: (weight: string) => string;
}

/**
 * Traces an evaluation of the pretext task on one batch. Nothing is random in it: what an image is spoiled or turned by is fed.
 * Feeds: `images` uint8[views * batch, height, width, channels], and what the task asks for.
 * Fetches: `loss` and `correct`, sums over the images of the batch.
 * @throws {SpecError} If the pretext task does not go with the model or the batch size.
 */
export function pretrainEvaluateEntry(
  model: ModelSpec,
  train: TrainSpec,
  options: PretrainEvaluateOptions,
): Entry {
  const builder = new GraphBuilder();
  const { feeds, loss, correct } = tracePretext(builder, { model, train }, options);
  return {
    graph: builder.build(),
    feeds,
    fetches: { loss: loss.id, correct: correct.id },
    updates: {},
  };
}
