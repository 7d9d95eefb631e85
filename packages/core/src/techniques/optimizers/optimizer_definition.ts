import type { Shape } from "../../graph/tensor_type.ts";
import type { Value } from "../../graph/value.ts";
import type { EntryDefinition } from "../../parameters/entry_definition.ts";
import type { ParameterInput } from "../../parameters/parameter_definition.ts";
import type { OptimizerSpec } from "./registry.ts";

/** A weight and its gradient, of one shape. */
export interface TrainedWeight {
  readonly name: string;
  readonly value: Value;
  readonly gradient: Value;
}

/** A tensor that the optimizer keeps between steps. */
export interface Slot {
  /** Its value before the step. */
  readonly value: Value;
  /** Sets its value after the step. */
  assign(value: Value): void;
}

/** What the update of a training step works on. A technique may hand on a changed one: other gradients, another `assign`. */
export interface UpdateContext {
  readonly weights: readonly TrainedWeight[];
  /** Names of weights that stay as they are for now. @default {none} */
  readonly frozen?: readonly string[];
  /** Scalar that each step is fed; a schedule moves it. */
  readonly learningRate: Value;
  /** A float32 tensor kept between steps, filled with `initial` at first. Names are unique in a technique. */
  slot(name: string, shape: Shape, initial: number): Slot;
  /** Sets a weight after the step. */
  assign(weight: TrainedWeight, value: Value): void;
}

/** What an optimizer may use while its update is built. */
export interface OptimizerContext<TParameters> extends UpdateContext {
  readonly parameters: TParameters;
}

/** Parameters that every optimizer has but those that wrap another. */
export interface CommonOptimizerParameters {
  readonly learningRate: number;
}

/** One optimizer: a pure function from weights, gradients and slots to new weights and slots, as part of the graph. */
export interface OptimizerDefinition<
  TId extends string,
  TParameters,
  TInput extends object = ParameterInput<TParameters, never>,
> extends EntryDefinition<TId, TParameters, TInput> {
  /** The optimizer within, whose rate counts, for those that wrap one. @default {none} */
  readonly wrapped?: (parameters: TParameters) => OptimizerSpec;
  /**
   * Appends the update to a training graph.
   * @param build Appends the update of the optimizer within.
   */
  readonly build: (
    context: OptimizerContext<TParameters>,
    build: (optimizer: OptimizerSpec, context: UpdateContext) => void,
  ) => void;
}
