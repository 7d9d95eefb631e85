import { inScope } from "./in_scope.ts";
import type {
  CommonOptimizerParameters,
  OptimizerDefinition,
  UpdateContext,
} from "./optimizer_definition.ts";
import { OPTIMIZERS, type OptimizerId, type OptimizerSpec } from "./registry.ts";

/** Appends the update of an optimizer to a training graph; its slots are named `<id>.<name>`. */
export function buildOptimizer(optimizer: OptimizerSpec, context: UpdateContext): void {
  const [id, parameters] = Object.entries(optimizer)[0]!;
  const definition = OPTIMIZERS[id as OptimizerId] as unknown as OptimizerDefinition<
    string,
    CommonOptimizerParameters
  >;
  definition.build({ ...inScope(context, id), parameters });
}
