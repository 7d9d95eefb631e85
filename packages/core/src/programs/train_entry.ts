import { gradients } from "../graph/gradients.ts";
import { GraphBuilder } from "../graph/graph_builder.ts";
import { add, mul, placeholder, variable } from "../graph/ops/mod.ts";
import type { Entry, StateVariable } from "../graph/program.ts";
import type { TensorType } from "../graph/tensor_type.ts";
import type { Value } from "../graph/value.ts";
import type { ModelSpec } from "../spec/model_spec.ts";
import type { TrainSpec } from "../spec/train_spec.ts";
import { isMixing } from "../techniques/augmentations/augment.ts";
import { penaltyOf } from "../techniques/regularizers/registry.ts";
import { classificationLoss, type SecondLabels } from "./classification_loss.ts";
import { modelState, type TracedModel, traceModel } from "./trace_model.ts";
import { traceUpdate } from "./trace_update.ts";

const COUNTER: TensorType = { dtype: "int32", shape: [] };

/** A training step and the state that it works on. */
export interface TrainEntry {
  readonly entry: Entry;
  /** Weights, then `seed` and `step`, then the optimizer's slots. */
  readonly state: readonly StateVariable[];
}

/** The loss with the penalties of layers, and with those of all kernels that the training asks for. */
function penalized(loss: Value, { regularizer }: TrainSpec, { weights, penalties }: TracedModel): Value {
  const kernels = weights.filter(({ value }) => value.shape.length >= 2);
  const overall = regularizer === null ? [] : kernels.map(({ value }) => penaltyOf(regularizer, value));
  return [...penalties, ...overall].reduce((sum, penalty) => add(sum, penalty), loss);
}

/**
 * Traces one training step: forward, backward, update.
 * Feeds: `images` uint8[batch, height, width, channels], `labels` int32[batch], `learningRate` float32[].
 * Where an augmentation mixes images, also `secondLabels` int32[batch] and `secondWeights` float32[batch].
 * Fetches: `loss`, the sum of the examples' losses, and `correct`, the number of hits, both before the update.
 * What is minimised is the mean over the batch, whatever its size, and the penalties of a regularizer, which `loss` leaves out.
 */
export function trainEntry(model: ModelSpec, train: TrainSpec, batch: number): TrainEntry {
  const builder = new GraphBuilder();
  const seed = variable(builder, "seed", COUNTER);
  const step = variable(builder, "step", COUNTER);
  const labels = placeholder(builder, "labels", { dtype: "int32", shape: [batch] });
  const learningRate = placeholder(builder, "learningRate", { dtype: "float32", shape: [] });
  const traced = traceModel(builder, model, { batch, random: { seed, step } });
  const { images, scores, weights, kept } = traced;
  const second: SecondLabels | undefined = train.augmentations.some(isMixing)
    ? {
        labels: placeholder(builder, "secondLabels", { dtype: "int32", shape: [batch] }),
        weights: placeholder(builder, "secondWeights", { dtype: "float32", shape: [batch] }),
      }
    : undefined;
  const { loss, correct } = classificationLoss(scores, labels, second);
  const objective = penalized(mul(loss, 1 / batch), train, traced);
  const sources = weights.map((weight) => weight.value);
  const derivatives = gradients(objective, sources);

  const { updates, slots } = traceUpdate(builder, train, {
    weights: weights.map(({ name, value }, index) => ({ name, value, gradient: derivatives[index]! })),
    learningRate,
  });
  const changes = new Map([["step", add(step, 1)], ...updates, ...kept]);

  const counters: StateVariable[] = ["seed", "step"].map((name) => ({
    name,
    type: COUNTER,
    initializer: { kind: "constant", value: 0 },
  }));
  return {
    entry: {
      graph: builder.build(),
      feeds: {
        images: images.id,
        labels: labels.id,
        learningRate: learningRate.id,
        ...(second && { secondLabels: second.labels.id, secondWeights: second.weights.id }),
      },
      fetches: { loss: loss.id, correct: correct.id },
      updates: Object.fromEntries([...changes].map(([name, value]) => [name, value.id])),
    },
    state: [...modelState(model), ...counters, ...slots],
  };
}
