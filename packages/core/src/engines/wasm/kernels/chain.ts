import type { OpAttributes, OpName } from "../../../graph/op_attributes.ts";
import type { DType } from "../../../graph/tensor_type.ts";
import type { Operand } from "./operand.ts";

/** Ops that work on one element at a time. */
export type ElementwiseOp = Extract<
  OpName,
  | "neg"
  | "exp"
  | "log"
  | "tanh"
  | "sqrt"
  | "abs"
  | "sign"
  | "floor"
  | "erf"
  | "add"
  | "sub"
  | "mul"
  | "div"
  | "maximum"
  | "minimum"
  | "equal"
  | "greater"
  | "greaterEqual"
  | "select"
  | "cast"
  | "relu"
>;

/** How a tensor's elements are spread over rows and columns. */
export type ChainAccess =
  /** One for each element: `rows * cols` of them, row by row. */
  | "element"
  /** One for each row: `rows` of them. */
  | "row"
  /** One for each column: `cols` of them. */
  | "column"
  /** One for all. */
  | "scalar";

/** One value of a chain, a function of values before it. */
export type ChainStep =
  | { readonly kind: "load"; readonly dtype: DType; readonly source: Operand; readonly access: ChainAccess }
  | { readonly kind: "constant"; readonly dtype: DType; readonly value: number }
  | {
      readonly kind: "apply";
      readonly dtype: DType;
      readonly op: ElementwiseOp;
      /** Indices of steps before this one. */
      readonly inputs: readonly number[];
      readonly attributes: OpAttributes[ElementwiseOp];
    };

/** Element-wise ops that run in one loop over `rows` times `cols` elements. */
export interface Chain {
  readonly rows: number;
  readonly cols: number;
  readonly steps: readonly ChainStep[];
  /** Steps whose elements are stored; a target may be the source of an `element` load. */
  readonly stores: readonly { readonly step: number; readonly target: Operand }[];
}
