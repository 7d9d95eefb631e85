import type { OpDefinition } from "../op.ts";
import { formatType, type Shape, sameShape, sizeOf } from "../tensor_type.ts";
import type { Value } from "../value.ts";
import { checkArity } from "./check.ts";

/** Attributes of `reshape` and `broadcastTo`. */
export interface ShapeAttributes {
  readonly shape: Shape;
}

/** Attributes of `transpose`. */
export interface TransposeAttributes {
  /** Axis `i` of the output is axis `permutation[i]` of the input. */
  readonly permutation: readonly number[];
}

/** Same elements in row-major order, another shape. */
export const reshapeOp: OpDefinition<"reshape"> = {
  name: "reshape",
  summary: "The same elements in row-major order under another shape.",
  infer: (inputs, { shape }) => {
    checkArity("reshape", inputs, 1);
    const [x] = inputs;
    if (sizeOf(x!.shape) !== sizeOf(shape)) {
      throw new RangeError(
        `Cannot reshape ${formatType(x!)} as the new shape must have ${sizeOf(x!.shape)} elements: current value is [${shape.join(",")}]`,
      );
    }
    return { dtype: x!.dtype, shape };
  },
  gradient: ({ inputs: [x], upstream, t }) => [t.reshape(upstream, x!.shape)],
};

/** Repeats axes of size 1, and new outer axes, as NumPy's broadcasting does. */
export const broadcastToOp: OpDefinition<"broadcastTo"> = {
  name: "broadcastTo",
  summary: "Repeats axes of size 1, and adds outer axes, up to a shape.",
  infer: (inputs, { shape }) => {
    checkArity("broadcastTo", inputs, 1);
    const [x] = inputs;
    const offset = shape.length - x!.shape.length;
    if (offset < 0 || x!.shape.some((size, axis) => size !== 1 && size !== shape[axis + offset])) {
      throw new RangeError(
        `Cannot broadcast ${formatType(x!)} as each axis must be 1 or equal: current value is [${shape.join(",")}]`,
      );
    }
    return { dtype: x!.dtype, shape };
  },
  gradient: ({ inputs: [x], upstream, t }) => {
    const offset = upstream.shape.length - x!.shape.length;
    const axes = upstream.shape.flatMap((size, axis) =>
      axis < offset || (x!.shape[axis - offset] === 1 && size !== 1) ? [axis] : [],
    );
    return [t.reshape(t.sum(upstream, { axes }), x!.shape)];
  },
};

/** Reorders axes. */
export const transposeOp: OpDefinition<"transpose"> = {
  name: "transpose",
  summary: "Reorders the axes.",
  infer: (inputs, { permutation }) => {
    checkArity("transpose", inputs, 1);
    const [x] = inputs;
    const sorted = [...permutation].sort((a, b) => a - b);
    if (
      !sameShape(
        sorted,
        x!.shape.map((_size, axis) => axis),
      )
    ) {
      throw new RangeError(
        `Cannot transpose ${formatType(x!)} as the permutation must name each axis once: current value is [${permutation.join(",")}]`,
      );
    }
    return { dtype: x!.dtype, shape: permutation.map((axis) => x!.shape[axis]!) };
  },
  gradient: ({ upstream, attributes: { permutation }, t }) => [
    t.transpose(
      upstream,
      permutation.map((_axis, i) => permutation.indexOf(i)),
    ),
  ],
};

/** `x` under another shape of as many elements. */
export function reshape(x: Value, shape: Shape): Value {
  return sameShape(x.shape, shape) ? x : x.builder.apply(reshapeOp, [x], { shape: [...shape] });
}

/** `x` repeated up to `shape`. */
export function broadcastTo(x: Value, shape: Shape): Value {
  return sameShape(x.shape, shape) ? x : x.builder.apply(broadcastToOp, [x], { shape: [...shape] });
}

/** `x` with its axes in another order. */
export function transpose(x: Value, permutation: readonly number[]): Value {
  return x.builder.apply(transposeOp, [x], { permutation: [...permutation] });
}

/** The shape that two shapes broadcast to. @throws {RangeError} If they do not. */
export function broadcastShape(a: Shape, b: Shape): Shape {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_unused, axis) => {
    const x = a[axis - rank + a.length] ?? 1;
    const y = b[axis - rank + b.length] ?? 1;
    if (x !== y && x !== 1 && y !== 1) {
      throw new RangeError(
        `Cannot broadcast as axes must be 1 or equal: current shapes are [${a.join(",")}] and [${b.join(",")}]`,
      );
    }
    return x === 1 ? y : x;
  });
}
