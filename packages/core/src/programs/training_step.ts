import { gradients } from "../graph/gradients.ts";
import { GraphBuilder } from "../graph/graph_builder.ts";
import { add, constant, mul, placeholder, sqrt, sum, variable } from "../graph/ops/mod.ts";
import type { Entry, StateVariable } from "../graph/program.ts";
import type { TensorType } from "../graph/tensor_type.ts";
import type { Value } from "../graph/value.ts";
import type { ModelSpec } from "../spec/model_spec.ts";
import type { TrainSpec } from "../spec/train_spec.ts";
import { penaltyOf } from "../techniques/regularizers/registry.ts";
import { modelState, type RandomSource, type TracedLayers } from "./trace_model.ts";
import { traceUpdate } from "./trace_update.ts";

const COUNTER: TensorType = { dtype: "int32", shape: [] };

/** A training step and the state that it works on. */
export interface TrainEntry {
  readonly entry: Entry;
  /** Weights, then `seed` and `step`, then the weights of a pretext task, then the optimizer's slots. */
  readonly state: readonly StateVariable[];
}

/** The beginning of a training step: what everything in it may use. */
export interface BegunStep {
  readonly builder: GraphBuilder;
  readonly random: RandomSource;
  /** Fed at each step. */
  readonly learningRate: Value;
}

/** Begins a training step: an empty graph with the counters and the rate. */
export function beginStep(): BegunStep {
  const builder = new GraphBuilder();
  const seed = variable(builder, "seed", COUNTER);
  const step = variable(builder, "step", COUNTER);
  const learningRate = placeholder(builder, "learningRate", { dtype: "float32", shape: [] });
  return { builder, random: { seed, step }, learningRate };
}

/** The forward half of a training step. */
export interface TracedStep extends Pick<TracedLayers, "weights" | "frozen" | "penalties" | "kept"> {
  /** Images a step. */
  readonly batch: number;
  /** Sum of the images' losses. */
  readonly loss: Value;
  /** Number of hits. */
  readonly correct: Value;
  /** Ids of the placeholders by the feed's name, but for the learning rate. */
  readonly feeds: Readonly<Record<string, number>>;
  /** What is learned beside the weights of the model. @default {nothing} */
  readonly ownState?: readonly StateVariable[];
}

/** The loss with the penalties of layers, and with those of all kernels that the training asks for. */
function penalized(loss: Value, { regularizer }: TrainSpec, { weights, penalties }: TracedStep): Value {
  const kernels = weights.filter(({ value }) => value.shape.length >= 2);
  const overall = regularizer === null ? [] : kernels.map(({ value }) => penaltyOf(regularizer, value));
  return [...penalties, ...overall].reduce((total, penalty) => add(total, penalty), loss);
}

/** Length of all gradients together, as one vector; 0 where there is nothing to learn. */
function normOf(builder: GraphBuilder, derivatives: readonly Value[]): Value {
  const squares = derivatives.map((derivative) => sum(mul(derivative, derivative)));
  return squares.length === 0
    ? constant(builder, 0)
    : sqrt(squares.reduce((total, square) => add(total, square)));
}

function idsOf(values: Iterable<readonly [string, Value]>): Readonly<Record<string, number>> {
  return Object.fromEntries([...values].map(([name, { id }]) => [name, id]));
}

/**
 * Finishes a training step: backward, update.
 * Fetches: `loss` and `correct`, both before the update; `gradientNorm`, the length of the gradient as it is before clipping and all else.
 * What is minimised is the mean over the batch, whatever its size, and the penalties of a regularizer, which `loss` leaves out.
 */
export function finishStep(
  { builder, random, learningRate }: BegunStep,
  specs: { readonly model: ModelSpec; readonly train: TrainSpec },
  traced: TracedStep,
): TrainEntry {
  const { model, train } = specs;
  const { batch, loss, correct, weights, frozen, kept, feeds, ownState = [] } = traced;
  const objective = penalized(mul(loss, 1 / batch), train, traced);
  const derivatives = gradients(
    objective,
    weights.map(({ value }) => value),
  );
  const { updates, slots } = traceUpdate(builder, train, {
    weights: weights.map(({ name, value }, index) => ({ name, value, gradient: derivatives[index]! })),
    frozen,
    learningRate,
  });
  const gradientNorm = normOf(builder, derivatives);
  const changes = new Map([["step", add(random.step, 1)], ...updates, ...kept]);
  const counters: StateVariable[] = ["seed", "step"].map((name) => ({
    name,
    type: COUNTER,
    initializer: { kind: "constant", value: 0 },
  }));
  return {
    entry: {
      graph: builder.build(),
      feeds: { ...feeds, learningRate: learningRate.id },
      fetches: idsOf(Object.entries({ loss, correct, gradientNorm })),
      updates: idsOf(changes),
    },
    state: [...modelState(model), ...counters, ...ownState, ...slots],
  };
}
