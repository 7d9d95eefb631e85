import type { OpAttributes, OpName } from "./op_attributes.ts";
import type { TensorType } from "./tensor_type.ts";

/** One node: an op applied to earlier nodes. */
export interface NodeOf<TName extends OpName> {
  /** Index in `Graph.nodes`. */
  readonly id: number;
  readonly op: TName;
  /** Ids of the inputs, each smaller than `id`. */
  readonly inputs: readonly number[];
  readonly attributes: OpAttributes[TName];
  readonly type: TensorType;
}

/** A node of any op, discriminated by `op`. */
export type Node = { [TName in OpName]: NodeOf<TName> }[OpName];

/** A tensor graph: nodes in topological order, plain data. */
export interface Graph {
  readonly nodes: readonly Node[];
}
