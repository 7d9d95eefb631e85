import { gradients } from "../graph/gradients.ts";
import { GraphBuilder } from "../graph/graph_builder.ts";
import { add, mul, placeholder, sqrt, sum, variable } from "../graph/ops/mod.ts";
import type { StateVariable } from "../graph/program.ts";
import type { TensorType } from "../graph/tensor_type.ts";
import type { Value } from "../graph/value.ts";
import type { ModelSpec } from "../spec/model_spec.ts";
import type { TrainSpec } from "../spec/train_spec.ts";
import { penaltyOf } from "../techniques/regularizers/registry.ts";
import { modelState } from "./trace_model.ts";
import { pretextState, type TracedPretext, tracePretext } from "./trace_pretext.ts";
import { traceUpdate } from "./trace_update.ts";
import type { TrainEntry } from "./train_entry.ts";

const COUNTER: TensorType = { dtype: "int32", shape: [] };

function penalized(loss: Value, { regularizer }: TrainSpec, { weights, penalties }: TracedPretext): Value {
  const kernels = weights.filter(({ value }) => value.shape.length >= 2);
  const overall = regularizer === null ? [] : kernels.map(({ value }) => penaltyOf(regularizer, value));
  return [...penalties, ...overall].reduce((total, penalty) => add(total, penalty), loss);
}

/**
 * Traces one step of a pretraining: as `trainEntry`, with the pretext task in place of head and labels.
 * Feeds: `images` uint8[views * batch, height, width, channels], `learningRate` float32[], and what the task asks for.
 * Fetches: `loss` and `correct`, sums over the images of the batch, both before the update, and `gradientNorm`.
 * @throws {SpecError} If the pretext task does not go with the model or the batch size.
 */
export function pretrainEntry(model: ModelSpec, train: TrainSpec, batch: number): TrainEntry {
  const builder = new GraphBuilder();
  const seed = variable(builder, "seed", COUNTER);
  const step = variable(builder, "step", COUNTER);
  const learningRate = placeholder(builder, "learningRate", { dtype: "float32", shape: [] });
  const traced = tracePretext(builder, { model, train }, { batch, random: { seed, step } });
  const objective = penalized(mul(traced.loss, 1 / batch), train, traced);
  const derivatives = gradients(
    objective,
    traced.weights.map(({ value }) => value),
  );
  const { updates, slots } = traceUpdate(builder, train, {
    weights: traced.weights.map((weight, index) => ({ ...weight, gradient: derivatives[index]! })),
    learningRate,
  });
  const squares = derivatives.map((derivative) => sum(mul(derivative, derivative)));
  const gradientNorm = sqrt(squares.reduce((total, square) => add(total, square)));
  const changes = new Map([["step", add(step, 1)], ...updates, ...traced.kept]);
  const counters: StateVariable[] = ["seed", "step"].map((name) => ({
    name,
    type: COUNTER,
    initializer: { kind: "constant", value: 0 },
  }));
  const feeds = [...traced.feeds, ["learningRate", learningRate] as const];
  return {
    entry: {
      graph: builder.build(),
      feeds: Object.fromEntries(feeds.map(([name, value]) => [name, value.id])),
      fetches: { loss: traced.loss.id, correct: traced.correct.id, gradientNorm: gradientNorm.id },
      updates: Object.fromEntries([...changes].map(([name, value]) => [name, value.id])),
    },
    state: [...modelState(model), ...counters, ...pretextState(model, train), ...slots],
  };
}
