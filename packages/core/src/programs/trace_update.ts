import type { GraphBuilder } from "../graph/graph_builder.ts";
import { variable } from "../graph/ops/mod.ts";
import type { StateVariable } from "../graph/program.ts";
import type { TensorType } from "../graph/tensor_type.ts";
import type { Value } from "../graph/value.ts";
import type { TrainSpec } from "../spec/train_spec.ts";
import { buildOptimizer } from "../techniques/optimizers/build_optimizer.ts";
import { inScope } from "../techniques/optimizers/in_scope.ts";
import type { TrainedWeight } from "../techniques/optimizers/optimizer_definition.ts";

/** What changes after a training step, and what is kept for the next. */
export interface TracedUpdate {
  /** New values of weights and slots, by name. */
  readonly updates: ReadonlyMap<string, Value>;
  readonly slots: readonly StateVariable[];
}

/**
 * Appends the update of weights to a training graph.
 * @param builder The graph.
 * @param train How the network is trained.
 * @param step The weights with their gradients, and the fed learning rate.
 */
export function traceUpdate(
  builder: GraphBuilder,
  train: Pick<TrainSpec, "optimizer">,
  step: { readonly weights: readonly TrainedWeight[]; readonly learningRate: Value },
): TracedUpdate {
  const updates = new Map<string, Value>();
  const slots: StateVariable[] = [];
  const context = {
    ...step,
    slot: (name: string, shape: TensorType["shape"], initial: number) => {
      const type: TensorType = { dtype: "float32", shape };
      slots.push({ name, type, initializer: { kind: "constant", value: initial } });
      return {
        value: variable(builder, name, type),
        assign: (value: Value) => {
          updates.set(name, value);
        },
      };
    },
    assign: (weight: TrainedWeight, value: Value) => {
      updates.set(weight.name, value);
    },
  };
  buildOptimizer(train.optimizer, inScope(context, "optimizer"));
  return { updates, slots };
}
