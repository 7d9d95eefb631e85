import { GraphBuilder } from "../graph/graph_builder.ts";
import type { Entry } from "../graph/program.ts";
import type { ModelSpec } from "../spec/model_spec.ts";
import type { TrainSpec } from "../spec/train_spec.ts";
import { servedName } from "../techniques/gradients/apply_gradients.ts";
import { tracePretext } from "./trace_pretext.ts";

/**
 * Traces an evaluation of the pretext task on one batch. Nothing is random in it: what an image is spoiled or turned by is fed.
 * Feeds: `images` uint8[views * batch, height, width, channels], and what the task asks for.
 * Fetches: `loss` and `correct`, sums over the images of the batch.
 * @throws {SpecError} If the pretext task does not go with the model or the batch size.
 */
export function pretrainEvaluateEntry(model: ModelSpec, train: TrainSpec, batch: number): Entry {
  const builder = new GraphBuilder();
  const served = (weight: string): string => servedName(train.gradients, weight);
  const { feeds, loss, correct } = tracePretext(builder, { model, train }, { batch, served });
  return {
    graph: builder.build(),
    feeds: Object.fromEntries([...feeds].map(([name, value]) => [name, value.id])),
    fetches: { loss: loss.id, correct: correct.id },
    updates: {},
  };
}
