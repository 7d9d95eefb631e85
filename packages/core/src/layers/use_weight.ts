import type { Value } from "../graph/value.ts";
import type { TechniqueParameter } from "../parameters/parameter_definition.ts";
import { penaltyOf, REGULARIZERS, type RegularizerSpec } from "../techniques/regularizers/registry.ts";
import type { LayerContext } from "./layer_definition.ts";

/** Definition of a parameter that names a regularizer; none by default. */
export function regularizerParameter(summary: string): TechniqueParameter {
  return { kind: "technique", typeName: "Regularizer", registry: REGULARIZERS, summary, default: null };
}

/** One of a layer's weights; while training its penalty goes to the loss. */
export function useWeight(context: LayerContext, name: string, regularizer: RegularizerSpec | null): Value {
  const weight = context.weight(name);
  if (regularizer !== null) {
    context.penalize(penaltyOf(regularizer, weight));
  }
  return weight;
}
