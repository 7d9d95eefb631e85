import type { GraphBuilder } from "../graph/graph_builder.ts";
import { variable } from "../graph/ops/mod.ts";
import type { StateVariable } from "../graph/program.ts";
import type { TensorType } from "../graph/tensor_type.ts";
import type { Value } from "../graph/value.ts";
import type { TrainSpec } from "../spec/train_spec.ts";
import { constrainKernels } from "../techniques/constraints/registry.ts";
import { applyGradients } from "../techniques/gradients/apply_gradients.ts";
import { buildOptimizer } from "../techniques/optimizers/build_optimizer.ts";
import { inScope } from "../techniques/optimizers/in_scope.ts";
import type { UpdateContext } from "../techniques/optimizers/optimizer_definition.ts";

/** What changes after a training step, and what is kept for the next. */
export interface TracedUpdate {
  /** New values of weights and slots, by name. */
  readonly updates: ReadonlyMap<string, Value>;
  readonly slots: readonly StateVariable[];
}

/**
 * Appends the update of weights to a training graph.
 * From the outside in: what works on whole steps (means of weights, accumulation), the constraint, what works on the step (clipping, decay),
 * the optimizer.
 * @param builder The graph.
 * @param train How the network is trained.
 * @param step The weights with their gradients, and the fed learning rate.
 */
export function traceUpdate(
  builder: GraphBuilder,
  train: Pick<TrainSpec, "optimizer" | "gradients" | "constraint">,
  step: Pick<UpdateContext, "weights" | "frozen" | "learningRate">,
): TracedUpdate {
  const updates = new Map<string, Value>();
  const slots: StateVariable[] = [];
  const base: UpdateContext = {
    ...step,
    slot: (name, shape, initial) => {
      const type: TensorType = { dtype: "float32", shape };
      slots.push({ name, type, initializer: { kind: "constant", value: initial } });
      return {
        value: variable(builder, name, type),
        assign: (value) => {
          updates.set(name, value);
        },
      };
    },
    assign: (weight, value) => {
      updates.set(weight.name, value);
    },
  };
  const whole = constrainKernels(train.constraint, applyGradients(train.gradients, "whole", base));
  buildOptimizer(train.optimizer, inScope(applyGradients(train.gradients, "step", whole), "optimizer"));
  return { updates, slots };
}
