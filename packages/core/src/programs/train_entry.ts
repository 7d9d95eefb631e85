import { gradients } from "../graph/gradients.ts";
import { GraphBuilder } from "../graph/graph_builder.ts";
import { add, mul, placeholder, variable } from "../graph/ops/mod.ts";
import type { Entry, StateVariable } from "../graph/program.ts";
import type { TensorType } from "../graph/tensor_type.ts";
import type { ModelSpec } from "../spec/model_spec.ts";
import type { TrainSpec } from "../spec/train_spec.ts";
import type { OptimizerContext, OptimizerDefinition } from "../techniques/optimizers/optimizer_definition.ts";
import { OPTIMIZERS } from "../techniques/optimizers/registry.ts";
import { classificationLoss } from "./classification_loss.ts";
import { modelState, traceModel } from "./trace_model.ts";

const COUNTER: TensorType = { dtype: "int32", shape: [] };

/** A training step and the state that it works on. */
export interface TrainEntry {
  readonly entry: Entry;
  /** Weights, then `seed` and `step`, then the optimizer's slots. */
  readonly state: readonly StateVariable[];
}

/**
 * Traces one training step: forward, backward, update.
 * Feeds: `images` uint8[batch, height, width, channels], `labels` int32[batch], `learningRate` float32[].
 * Fetches: `loss`, the sum of the examples' losses, and `correct`, the number of hits, both before the update.
 * What is minimised is the mean over the batch, whatever its size.
 */
export function trainEntry(model: ModelSpec, train: TrainSpec, batch: number): TrainEntry {
  const builder = new GraphBuilder();
  const seed = variable(builder, "seed", COUNTER);
  const step = variable(builder, "step", COUNTER);
  const labels = placeholder(builder, "labels", { dtype: "int32", shape: [batch] });
  const learningRate = placeholder(builder, "learningRate", { dtype: "float32", shape: [] });
  const { images, scores, weights, kept } = traceModel(builder, model, { batch, random: { seed, step } });
  const { loss, correct } = classificationLoss(scores, labels);
  const objective = mul(loss, 1 / batch);
  const sources = weights.map((weight) => weight.value);
  const derivatives = gradients(objective, sources);

  const slots: StateVariable[] = [];
  const updates: Record<string, number> = { step: add(step, 1).id };
  const [id, parameters] = Object.entries(train.optimizer)[0]!;
  const optimizer = OPTIMIZERS[id as keyof typeof OPTIMIZERS] as OptimizerDefinition<
    string,
    typeof parameters
  >;
  const context: OptimizerContext<typeof parameters> = {
    parameters,
    weights: weights.map(({ name, value }, index) => ({ name, value, gradient: derivatives[index]! })),
    learningRate,
    slot: (name, shape, initial) => {
      const full = `optimizer.${id}.${name}`;
      const type: TensorType = { dtype: "float32", shape };
      slots.push({ name: full, type, initializer: { kind: "constant", value: initial } });
      return {
        value: variable(builder, full, type),
        assign: (value) => {
          updates[full] = value.id;
        },
      };
    },
    assign: (weight, value) => {
      updates[weight.name] = value.id;
    },
  };
  optimizer.build(context);
  for (const [name, value] of kept) {
    updates[name] = value.id;
  }

  const counters: StateVariable[] = ["seed", "step"].map((name) => ({
    name,
    type: COUNTER,
    initializer: { kind: "constant", value: 0 },
  }));
  return {
    entry: {
      graph: builder.build(),
      feeds: { images: images.id, labels: labels.id, learningRate: learningRate.id },
      fetches: { loss: loss.id, correct: correct.id },
      updates,
    },
    state: [...modelState(model), ...counters, ...slots],
  };
}
