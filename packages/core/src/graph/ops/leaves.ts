import type { GraphBuilder } from "../graph_builder.ts";
import type { OpDefinition } from "../op.ts";
import type { DType, Shape, TensorType } from "../tensor_type.ts";
import { formatType, sizeOf } from "../tensor_type.ts";
import type { Value } from "../value.ts";

/** Attributes of a leaf that stands for a value from outside. */
export interface NameAttributes {
  readonly name: string;
  readonly type: TensorType;
}

/** Attributes of `constant`. */
export interface ConstantAttributes {
  /** Either one value, which fills the tensor, or one an element, row-major. */
  readonly values: readonly number[];
  readonly type: TensorType;
}

/** A value that each run is fed. */
export const placeholderOp: OpDefinition<"placeholder"> = {
  name: "placeholder",
  summary: "A value that each run is fed.",
  infer: (_inputs, attributes) => attributes.type,
  gradient: null,
};

/** The value of a state variable before the run. */
export const variableOp: OpDefinition<"variable"> = {
  name: "variable",
  summary: "The value of a state variable before the run.",
  infer: (_inputs, attributes) => attributes.type,
  gradient: null,
};

/** A tensor known when the graph is built. */
export const constantOp: OpDefinition<"constant"> = {
  name: "constant",
  summary: "A tensor known when the graph is built.",
  infer: (_inputs, { values, type }) => {
    if (values.length !== 1 && values.length !== sizeOf(type.shape)) {
      throw new RangeError(
        `Cannot make a constant ${formatType(type)} as it needs 1 or ${sizeOf(type.shape)} values: current number is ${values.length}`,
      );
    }
    return type;
  },
  gradient: null,
};

/** A value that each run is fed under `name`. */
export function placeholder(builder: GraphBuilder, name: string, type: TensorType): Value {
  return builder.apply(placeholderOp, [], { name, type: { dtype: type.dtype, shape: [...type.shape] } });
}

/** The value of the state variable `name` before the run. */
export function variable(builder: GraphBuilder, name: string, type: TensorType): Value {
  return builder.apply(variableOp, [], { name, type: { dtype: type.dtype, shape: [...type.shape] } });
}

/** A scalar, or a tensor from one value an element (row-major). */
export function constant(
  builder: GraphBuilder,
  values: number | readonly number[],
  options: { dtype?: DType; shape?: Shape } = {},
): Value {
  const list = typeof values === "number" ? [values] : [...values];
  const shape = options.shape ?? (typeof values === "number" ? [] : [list.length]);
  return builder.apply(constantOp, [], {
    values: list,
    type: { dtype: options.dtype ?? "float32", shape: [...shape] },
  });
}
