import { GraphBuilder } from "../graph/graph_builder.ts";
import { placeholder } from "../graph/ops/mod.ts";
import type { Entry } from "../graph/program.ts";
import type { ModelSpec } from "../spec/model_spec.ts";
import { classificationLoss } from "./classification_loss.ts";
import { traceModel } from "./trace_model.ts";

/**
 * Traces an evaluation of one batch.
 * Feeds: `images` uint8[batch, height, width, channels], `labels` int32[batch].
 * Fetches: `loss`, the sum of the examples' losses, and `correct`, the number of hits.
 * @param served The state variable that is read in place of a trained weight, such as its running mean. @default {the weight itself}
 */
export function evaluateEntry(
  model: ModelSpec,
  batch: number,
  served: (weight: string) => string = (weight) => weight,
): Entry {
  const builder = new GraphBuilder();
  const labels = placeholder(builder, "labels", { dtype: "int32", shape: [batch] });
  const { images, scores } = traceModel(builder, model, { batch, served });
  const { loss, correct } = classificationLoss(scores, labels);
  return {
    graph: builder.build(),
    feeds: { images: images.id, labels: labels.id },
    fetches: { loss: loss.id, correct: correct.id },
    updates: {},
  };
}
