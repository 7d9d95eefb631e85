import { inScope } from "./in_scope.ts";
import type {
  CommonOptimizerParameters,
  OptimizerDefinition,
  UpdateContext,
} from "./optimizer_definition.ts";
import { OPTIMIZERS, type OptimizerId, type OptimizerSpec } from "./registry.ts";

function resolve(optimizer: OptimizerSpec): {
  readonly id: string;
  readonly definition: OptimizerDefinition<string, unknown>;
  readonly parameters: unknown;
} {
  const [id, parameters] = Object.entries(optimizer)[0]!;
  const definition = OPTIMIZERS[id as OptimizerId] as unknown as OptimizerDefinition<string, unknown>;
  return { id, definition, parameters };
}

/** Appends the update of an optimizer to a training graph; its slots are named `<id>.<name>`. */
export function buildOptimizer(optimizer: OptimizerSpec, context: UpdateContext): void {
  const { id, definition, parameters } = resolve(optimizer);
  definition.build({ ...inScope(context, id), parameters }, buildOptimizer);
}

/** The rate of an optimizer, or of the one that it wraps. */
export function learningRateOf(optimizer: OptimizerSpec): number {
  const { definition, parameters } = resolve(optimizer);
  return definition.wrapped === undefined
    ? (parameters as CommonOptimizerParameters).learningRate
    : learningRateOf(definition.wrapped(parameters));
}
