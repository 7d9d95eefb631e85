import type { Graph } from "./graph.ts";
import type { Initializer } from "./initializer.ts";
import type { TensorData, TensorType } from "./tensor_type.ts";

/** A tensor that lives in the engine between runs. */
export interface StateVariable {
  /** A path such as `layers.0.kernel` or `optimizer.adam.momentum.layers.0.kernel`. */
  readonly name: string;
  readonly type: TensorType;
  readonly initializer: Initializer;
}

/** One thing that a program can do: a graph with names on its edges. */
export interface Entry {
  readonly graph: Graph;
  /** Placeholder node by feed name. */
  readonly feeds: Readonly<Record<string, number>>;
  /** Node by fetch name. */
  readonly fetches: Readonly<Record<string, number>>;
  /** Node whose value replaces a state variable, by the variable's name. All reads of an entry see the values from before it. */
  readonly updates: Readonly<Record<string, number>>;
}

/**
 * Entries (train step, evaluation, prediction, at the batch sizes at hand) over one shared set of state variables.
 * Engines compile a program as a whole, so an evaluation sees the weights of the last step without a copy.
 */
export interface Program {
  readonly name: string;
  readonly state: readonly StateVariable[];
  readonly entries: Readonly<Record<string, Entry>>;
}

/** Tensors by name, each of its declared type. */
export type NamedTensors = Readonly<Record<string, TensorData>>;
