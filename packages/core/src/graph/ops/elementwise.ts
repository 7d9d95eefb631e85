import type { OpDefinition } from "../op.ts";
import type { DType } from "../tensor_type.ts";
import type { Value } from "../value.ts";
import { checkArity, checkDType, checkSameShape } from "./check.ts";
import { constant } from "./leaves.ts";
import { broadcastShape, broadcastTo } from "./shape.ts";
import { unary } from "./unary.ts";

type Binary = "add" | "sub" | "mul" | "div" | "maximum" | "minimum";

function binary<TName extends Binary>(
  name: TName,
  summary: string,
  dtypes: readonly DType[],
  gradient: OpDefinition<TName>["gradient"],
): OpDefinition<TName> {
  return {
    name,
    summary,
    infer: (inputs) => {
      checkArity(name, inputs, 2);
      checkDType(name, inputs[0]!, dtypes);
      checkDType(name, inputs[1]!, [inputs[0]!.dtype]);
      checkSameShape(name, inputs[0]!, inputs[1]!);
      return inputs[0]!;
    },
    gradient,
  };
}

/** `-x`. */
export const negOp: OpDefinition<"neg"> = unary("neg", "-x.", ({ upstream, t }) => [t.neg(upstream)]);
/** e to the x. */
export const expOp: OpDefinition<"exp"> = unary("exp", "e to the x.", ({ output, upstream, t }) => [
  t.mul(upstream, output),
]);
/** Natural logarithm. */
export const logOp: OpDefinition<"log"> = unary(
  "log",
  "Natural logarithm.",
  ({ inputs: [x], upstream, t }) => [t.div(upstream, x!)],
);
/** Hyperbolic tangent. */
export const tanhOp: OpDefinition<"tanh"> = unary(
  "tanh",
  "Hyperbolic tangent.",
  ({ output, upstream, t }) => [t.mul(upstream, t.sub(1, t.mul(output, output)))],
);
/** Square root. */
export const sqrtOp: OpDefinition<"sqrt"> = unary("sqrt", "Square root.", ({ output, upstream, t }) => [
  t.div(t.mul(upstream, 0.5), output),
]);

/** `x + y`. */
export const addOp: OpDefinition<"add"> = binary("add", "x + y.", ["float32", "int32"], ({ upstream }) => [
  upstream,
  upstream,
]);
/** `x - y`. */
export const subOp: OpDefinition<"sub"> = binary("sub", "x - y.", ["float32", "int32"], ({ upstream, t }) => [
  upstream,
  t.neg(upstream),
]);
/** `x * y`. */
export const mulOp: OpDefinition<"mul"> = binary(
  "mul",
  "x * y.",
  ["float32", "int32"],
  ({ inputs: [x, y], upstream, t }) => [t.mul(upstream, y!), t.mul(upstream, x!)],
);
/** `x / y`. */
export const divOp: OpDefinition<"div"> = binary(
  "div",
  "x / y.",
  ["float32"],
  ({ inputs: [, y], output, upstream, t }) => {
    const quotient = t.div(upstream, y!);
    return [quotient, t.neg(t.mul(quotient, output))];
  },
);
/** The larger of x and y; a NaN in either gives NaN. Where they are equal the gradient goes to x, as in TensorFlow. */
export const maximumOp: OpDefinition<"maximum"> = binary(
  "maximum",
  "The larger of x and y.",
  ["float32"],
  ({ inputs: [x, y], upstream, t }) => {
    const first = t.greaterEqual(x!, y!);
    return [t.select(first, upstream, 0), t.select(first, 0, upstream)];
  },
);
/** The smaller of x and y; a NaN in either gives NaN. Where they are equal the gradient goes to x, as in TensorFlow. */
export const minimumOp: OpDefinition<"minimum"> = binary(
  "minimum",
  "The smaller of x and y.",
  ["float32"],
  ({ inputs: [x, y], upstream, t }) => {
    const first = t.greaterEqual(y!, x!);
    return [t.select(first, upstream, 0), t.select(first, 0, upstream)];
  },
);

/** A value, or a number that becomes a constant of the other operand's element type. */
export type Operand = Value | number;

/** Two operands as values of one shape: numbers become constants, shapes broadcast. */
export function alignOperands(x: Operand, y: Operand): [Value, Value] {
  if (typeof x === "number" && typeof y === "number") {
    throw new TypeError("Cannot combine two numbers as at least one operand must be a value of a graph");
  }
  const a = typeof x === "number" ? constant((y as Value).builder, x, { dtype: (y as Value).dtype }) : x;
  const b = typeof y === "number" ? constant(a.builder, y, { dtype: a.dtype }) : y;
  const shape = broadcastShape(a.shape, b.shape);
  return [broadcastTo(a, shape), broadcastTo(b, shape)];
}

/** `-x`. */
export function neg(x: Value): Value {
  return x.builder.apply(negOp, [x], {});
}
/** e to the x. */
export function exp(x: Value): Value {
  return x.builder.apply(expOp, [x], {});
}
/** Natural logarithm. */
export function log(x: Value): Value {
  return x.builder.apply(logOp, [x], {});
}
/** Hyperbolic tangent. */
export function tanh(x: Value): Value {
  return x.builder.apply(tanhOp, [x], {});
}
/** Square root. */
export function sqrt(x: Value): Value {
  return x.builder.apply(sqrtOp, [x], {});
}

function combine<TName extends Binary>(op: OpDefinition<TName>, x: Operand, y: Operand): Value {
  const [a, b] = alignOperands(x, y);
  return a.builder.apply<Binary>(op as unknown as OpDefinition<Binary>, [a, b], {});
}

/** `x + y`, broadcast. */
export function add(x: Operand, y: Operand): Value {
  return combine(addOp, x, y);
}
/** `x - y`, broadcast. */
export function sub(x: Operand, y: Operand): Value {
  return combine(subOp, x, y);
}
/** `x * y`, broadcast. */
export function mul(x: Operand, y: Operand): Value {
  return combine(mulOp, x, y);
}
/** `x / y`, broadcast. */
export function div(x: Operand, y: Operand): Value {
  return combine(divOp, x, y);
}
/** The larger of `x` and `y`, broadcast. */
export function maximum(x: Operand, y: Operand): Value {
  return combine(maximumOp, x, y);
}
/** The smaller of `x` and `y`, broadcast. */
export function minimum(x: Operand, y: Operand): Value {
  return combine(minimumOp, x, y);
}
