import type { OpDefinition } from "../op.ts";
import type { Shape, TensorType } from "../tensor_type.ts";
import { sizeOf } from "../tensor_type.ts";
import type { Value } from "../value.ts";
import { checkArity, checkAxis, checkDType } from "./check.ts";
import { mul, neg } from "./elementwise.ts";

/** Attributes of reductions. */
export interface ReductionAttributes {
  /** Axes to reduce, ascending. */
  readonly axes: readonly number[];
  /** Whether reduced axes stay, with size 1. */
  readonly keepDims: boolean;
}

/** Attributes of `argMax`. */
export interface AxisAttributes {
  readonly axis: number;
}

function reducedShape(shape: Shape, { axes, keepDims }: ReductionAttributes): Shape {
  return keepDims
    ? shape.map((size, axis) => (axes.includes(axis) ? 1 : size))
    : shape.filter((_size, axis) => !axes.includes(axis));
}

function inferReduction(
  name: string,
  inputs: readonly TensorType[],
  attributes: ReductionAttributes,
): TensorType {
  checkArity(name, inputs, 1);
  checkDType(name, inputs[0]!, ["float32"]);
  for (const axis of attributes.axes) {
    checkAxis(name, inputs[0]!, axis);
  }
  return { dtype: "float32", shape: reducedShape(inputs[0]!.shape, attributes) };
}

/** Sum over axes. */
export const sumOp: OpDefinition<"sum"> = {
  name: "sum",
  summary: "Sum over axes.",
  infer: (inputs, attributes) => inferReduction("sum", inputs, attributes),
  gradient: ({ inputs: [x], upstream, attributes, t }) => {
    const kept = reducedShape(x!.shape, { axes: attributes.axes, keepDims: true });
    return [t.broadcastTo(t.reshape(upstream, kept), x!.shape)];
  },
};

/** Largest element over axes. The gradient is shared evenly among equal maxima, as in TensorFlow. */
export const maxOp: OpDefinition<"max"> = {
  name: "max",
  summary: "Largest element over axes.",
  infer: (inputs, attributes) => inferReduction("max", inputs, attributes),
  gradient: ({ inputs: [x], output, upstream, attributes: { axes }, t }) => {
    const kept = reducedShape(x!.shape, { axes, keepDims: true });
    const isMax = t.cast(t.equal(x!, t.reshape(output, kept)), "float32");
    const share = t.div(isMax, t.sum(isMax, { axes, keepDims: true }));
    return [t.mul(share, t.reshape(upstream, kept))];
  },
};

/** Index of the largest element along an axis; the first of equals. */
export const argMaxOp: OpDefinition<"argMax"> = {
  name: "argMax",
  summary: "Index of the largest element along an axis; the first of equals.",
  infer: (inputs, { axis }) => {
    checkArity("argMax", inputs, 1);
    checkDType("argMax", inputs[0]!, ["float32"]);
    checkAxis("argMax", inputs[0]!, axis);
    return { dtype: "int32", shape: inputs[0]!.shape.filter((_size, i) => i !== axis) };
  },
  gradient: null,
};

/** Which axes to reduce (all by default) and whether they stay with size 1 (no by default). */
export interface ReductionOptions {
  readonly axes?: readonly number[];
  readonly keepDims?: boolean;
}

function complete(x: Value, options: ReductionOptions): ReductionAttributes {
  const axes = [...(options.axes ?? x.shape.map((_size, axis) => axis))].sort((a, b) => a - b);
  return { axes, keepDims: options.keepDims ?? false };
}

/** Sum of `x` over axes. */
export function sum(x: Value, options: ReductionOptions = {}): Value {
  return x.builder.apply(sumOp, [x], complete(x, options));
}

/** Largest element of `x` over axes. */
export function max(x: Value, options: ReductionOptions = {}): Value {
  return x.builder.apply(maxOp, [x], complete(x, options));
}

/** Smallest element of `x` over axes. */
export function min(x: Value, options: ReductionOptions = {}): Value {
  return neg(max(neg(x), options));
}

/** Mean of `x` over axes: the sum times the reciprocal of the count. */
export function mean(x: Value, options: ReductionOptions = {}): Value {
  const total = sum(x, options);
  return mul(total, sizeOf(total.shape) / sizeOf(x.shape));
}

/** Index of the largest element along `axis`. */
export function argMax(x: Value, axis: number): Value {
  return x.builder.apply(argMaxOp, [x], { axis });
}
