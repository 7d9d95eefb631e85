import type { OpAttributes, OpName } from "./op_attributes.ts";
import type * as operations from "./ops/mod.ts";
import type { TensorType } from "./tensor_type.ts";
import type { Value } from "./value.ts";

/** Attributes of an op that has none. */
export type NoAttributes = Readonly<Record<never, never>>;

/** The op functions (`add`, `conv2d`, ...), handed to gradients and decompositions so that op files need not import one another in circles. */
export type Operations = typeof operations;

/** What a gradient rule may use. */
export interface GradientContext<TName extends OpName> {
  readonly inputs: readonly Value[];
  readonly output: Value;
  /** Gradient of the loss with respect to `output`; of its type. */
  readonly upstream: Value;
  readonly attributes: OpAttributes[TName];
  readonly t: Operations;
}

/** What a decomposition may use. */
export interface DecompositionContext<TName extends OpName> {
  readonly inputs: readonly Value[];
  readonly attributes: OpAttributes[TName];
  readonly t: Operations;
}

/**
 * One op: its name, its shape rule, its gradient, its decomposition.
 * Every op has exactly one output. Names and meanings follow TensorFlow's raw ops.
 */
export interface OpDefinition<TName extends OpName> {
  readonly name: TName;
  /** One sentence. */
  readonly summary: string;
  /** Type of the output. @throws {RangeError} If the inputs do not fit. */
  readonly infer: (inputs: readonly TensorType[], attributes: OpAttributes[TName]) => TensorType;
  /** One gradient an input (null: no gradient flows there), or `null` for an op that is not differentiable. */
  readonly gradient: ((context: GradientContext<TName>) => readonly (Value | null)[]) | null;
  /** A composite op's meaning in other ops: an engine may run it directly or let it be decomposed. */
  readonly decompose?: (context: DecompositionContext<TName>) => Value;
}
