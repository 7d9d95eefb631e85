import type { Initializer } from "../graph/initializer.ts";
import type { Shape } from "../graph/tensor_type.ts";
import type { Value } from "../graph/value.ts";
import type { EntryDefinition } from "../parameters/entry_definition.ts";
import type { ParameterInput, TextParameter } from "../parameters/parameter_definition.ts";
import type { LayerSpec } from "./registry.ts";

/** A tensor that a layer learns. */
export interface WeightDefinition {
  /** `kernel`, `bias`, ... */
  readonly name: string;
  readonly shape: Shape;
  readonly initializer: Initializer;
  /** Whether the optimizer moves it; moving statistics are kept by the layer itself. @default {true} */
  readonly trainable?: boolean;
}

/** A list of layers within a layer. */
export interface NestedLayers {
  /** Where its weights are, within the layer's own: `layers`, `branches.1`. */
  readonly path: string;
  /** Where it stands in the spec: `layers`, `branches[1]`. */
  readonly location: string;
  readonly layers: readonly LayerSpec[];
}

/** What a layer may use while it is built. */
export interface LayerContext {
  /** Whether the graph is a training step; dropout and its kin do nothing otherwise. */
  readonly training: boolean;
  /** Whether the layer works by its moving statistics and leaves them as they are, training or not. */
  readonly keepsStatistics: boolean;
  /** The layer's own weight by name. */
  weight(name: string): Value;
  /** Sets one of the layer's own weights that are not trained after the step; only while training. */
  assign(name: string, value: Value): void;
  /** Adds a scalar to the loss of the training step; of no effect otherwise. */
  penalize(penalty: Value): void;
  /** Appends the layers of the list with that number in `nested` to a graph. */
  nested(index: number, x: Value): Value;
  /** Fresh uniform numbers in [0, 1) at each step; only while training. */
  randomUniform(shape: Shape): Value;
  /** Fresh normal numbers of mean 0 and deviation 1 at each step; only while training. */
  randomNormal(shape: Shape): Value;
}

/** What every layer can be given. */
export interface CommonParameters {
  readonly name: string;
}

/** Definition of the optional `name` that every layer has. */
export const NAME_PARAMETER: TextParameter = {
  kind: "text",
  summary: "A name of your own for the layer; it changes nothing in what is computed.",
  maximumLength: 64,
  default: "",
};

/** A parameter that does not suit the layer's input. */
export class ParameterError extends RangeError {
  override readonly name = "ParameterError";
  /** Which parameter. */
  readonly parameter: string;
  /** What must hold. */
  readonly rule: string;
  /** What was given. */
  readonly received: unknown;

  constructor(parameter: string, rule: string, received: unknown) {
    super(`${parameter} must ${rule}`);
    this.parameter = parameter;
    this.rule = rule;
    this.received = received;
  }
}

/**
 * One kind of layer: data plus pure functions. Shapes here leave out the batch axis.
 * `TInput` is what a person writes for the parameters; by default each has a default.
 */
export interface LayerDefinition<
  TId extends string,
  TParameters extends CommonParameters,
  TInput extends object = ParameterInput<TParameters, never>,
> extends EntryDefinition<TId, TParameters, TInput> {
  /**
   * Where it usually stands, so that a network can be given it: between convolutions and their activations, behind convolutions, or before the
   * head. It must leave shapes as they are. @default {no place is usual}
   */
  readonly joins?: "activations" | "convolutions" | "head";
  /** Whether it does nothing but while training: then a model that serves can do without it. @default {false} */
  readonly trainOnly?: true;
  /**
   * The weight that a factor of each channel of the output can be multiplied into, and which of its axes count these channels; the layer
   * then has `useBias`, a weight `bias`, and `activation`. @default {there is none}
   */
  readonly scalable?: { readonly weight: string; readonly axes: readonly number[] };
  /** Lists of layers within it, each of which begins at the layer's input. @default {none} */
  readonly nested?: (parameters: TParameters) => readonly NestedLayers[];
  /**
   * Shape of one example after the layer.
   * @param nested Shapes after the lists of layers within it.
   * @throws {ParameterError} If the layer cannot take that input.
   */
  readonly outputShape: (input: Shape, parameters: TParameters, nested: readonly Shape[]) => Shape;
  /** What the layer learns and keeps, given the shape of one example before it. */
  readonly weights: (input: Shape, parameters: TParameters) => readonly WeightDefinition[];
  /** Appends the layer to a graph; `x` has the batch as its first axis. */
  readonly build: (context: LayerContext, x: Value, parameters: TParameters) => Value;
}
