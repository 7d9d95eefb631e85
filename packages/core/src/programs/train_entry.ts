import { gradients } from "../graph/gradients.ts";
import { GraphBuilder } from "../graph/graph_builder.ts";
import { add, constant, mul, placeholder, sqrt, sum, variable } from "../graph/ops/mod.ts";
import type { Entry, StateVariable } from "../graph/program.ts";
import type { TensorType } from "../graph/tensor_type.ts";
import type { Value } from "../graph/value.ts";
import type { ModelSpec } from "../spec/model_spec.ts";
import type { TrainSpec } from "../spec/train_spec.ts";
import { isMixing } from "../techniques/augmentations/augment.ts";
import type { FrozenPart } from "../techniques/gradients/frozen_part.ts";
import { penaltyOf } from "../techniques/regularizers/registry.ts";
import { classificationLoss } from "./classification_loss.ts";
import { targetFeeds } from "./target_feeds.ts";
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

/** Length of all gradients together, as one vector; 0 where there is nothing to learn. */
function normOf(builder: GraphBuilder, derivatives: readonly Value[]): Value {
  const squares = derivatives.map((derivative) => sum(mul(derivative, derivative)));
  return squares.length === 0
    ? constant(builder, 0)
    : sqrt(squares.reduce((total, square) => add(total, square)));
}

/** What a training step is made for. */
export interface TrainEntryOptions {
  /** Images a step. */
  readonly batch: number;
  /** Whether any number of classes can hold for one image. @default {false} */
  readonly multiLabel?: boolean | undefined;
  /** What stays as it is. @default {nothing} */
  readonly frozen?: FrozenPart | undefined;
}

/**
 * Traces one training step: forward, backward, update.
 * Feeds: `images` uint8[batch, height, width, channels], `learningRate` float32[], and the targets:
 * - `labels` int32[batch]; where an augmentation mixes images, also `secondLabels` int32[batch] and `secondWeights` float32[batch];
 * - or, where several classes can hold, `targets` float32[batch, classes].
 *
 * With class weights also `exampleWeights` float32[batch], by which each example's loss is multiplied.
 * Fetches: `loss`, the sum of the examples' losses, and `correct`, the number of hits, both before the update; `gradientNorm`, the length of the
 * gradient as it is before clipping and all else.
 * What is minimised is the mean over the batch, whatever its size, and the penalties of a regularizer, which `loss` leaves out.
 */
export function trainEntry(model: ModelSpec, train: TrainSpec, options: TrainEntryOptions): TrainEntry {
  const { batch, multiLabel, frozen } = options;
  const builder = new GraphBuilder();
  const seed = variable(builder, "seed", COUNTER);
  const step = variable(builder, "step", COUNTER);
  const mixed = train.augmentations.some(isMixing);
  const { targets, feeds } = targetFeeds(builder, model, { batch, multiLabel, mixed });
  const learningRate = placeholder(builder, "learningRate", { dtype: "float32", shape: [] });
  const exampleWeights =
    train.classWeights === null
      ? undefined
      : placeholder(builder, "exampleWeights", { dtype: "float32", shape: [batch] });
  const traced = traceModel(builder, model, { batch, random: { seed, step }, frozen });
  const { images, scores, weights, kept } = traced;
  const { loss, correct } = classificationLoss(train.loss, scores, { targets, exampleWeights });
  const objective = penalized(mul(loss, 1 / batch), train, traced);
  const sources = weights.map((weight) => weight.value);
  const derivatives = gradients(objective, sources);

  const { updates, slots } = traceUpdate(builder, train, {
    weights: weights.map(({ name, value }, index) => ({ name, value, gradient: derivatives[index]! })),
    frozen: traced.frozen,
    learningRate,
  });
  const gradientNorm = normOf(builder, derivatives);
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
        ...feeds,
        learningRate: learningRate.id,
        ...(exampleWeights && { exampleWeights: exampleWeights.id }),
      },
      fetches: { loss: loss.id, correct: correct.id, gradientNorm: gradientNorm.id },
      updates: Object.fromEntries([...changes].map(([name, value]) => [name, value.id])),
    },
    state: [...modelState(model), ...counters, ...slots],
  };
}
