import type { GraphBuilder } from "./graph_builder.ts";
import type { DType, Shape, TensorType } from "./tensor_type.ts";

/** A tensor-to-be: one node of a graph under construction. */
export interface Value {
  readonly builder: GraphBuilder;
  /** Index of the node in the graph. */
  readonly id: number;
  readonly type: TensorType;
  readonly dtype: DType;
  readonly shape: Shape;
}
