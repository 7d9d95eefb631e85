import type { OpDefinition } from "../op.ts";
import type { Shape, TensorType } from "../tensor_type.ts";
import type { Value } from "../value.ts";
import { checkArity, checkDType, checkRank, checkSameShape } from "./check.ts";
import { NO_PADDING, type Size2d, type WindowAttributes, windowOutput } from "./window.ts";

/** Attributes of pooling. */
export interface PoolAttributes extends WindowAttributes {
  readonly size: Size2d;
}

/** Attributes of the gradient of average pooling: those of the pooling and the shape of its images. */
export interface PoolGradientAttributes extends PoolAttributes {
  readonly shape: Shape;
}

function inferPool(op: string, x: TensorType, attributes: PoolAttributes): TensorType {
  checkDType(op, x, ["float32"]);
  checkRank(op, x, 4);
  const [height, width] = windowOutput(op, x, attributes.size, attributes);
  return { dtype: "float32", shape: [x.shape[0]!, height, width, x.shape[3]!] };
}

/** Largest element of each window, channel by channel; padding never wins. */
export const maxPoolOp: OpDefinition<"maxPool"> = {
  name: "maxPool",
  summary: "Largest element of each window, channel by channel; padding never wins.",
  infer: (inputs, attributes) => {
    checkArity("maxPool", inputs, 1);
    return inferPool("maxPool", inputs[0]!, attributes);
  },
  gradient: ({ inputs: [x], output, upstream, attributes, t }) => [
    t.maxPoolGrad(x!, output, upstream, attributes),
  ],
};

/** Gradient of `maxPool` with respect to its images, from (images, pooled, upstream): the first maximum of a window, row by row, takes all. */
export const maxPoolGradOp: OpDefinition<"maxPoolGrad"> = {
  name: "maxPoolGrad",
  summary: "Gradient of maxPool, from (images, pooled, upstream): the first maximum of a window takes all.",
  infer: (inputs, attributes) => {
    checkArity("maxPoolGrad", inputs, 3);
    const pooled = inferPool("maxPoolGrad", inputs[0]!, attributes);
    checkSameShape("maxPoolGrad", inputs[1]!, pooled);
    checkSameShape("maxPoolGrad", inputs[2]!, pooled);
    return inputs[0]!;
  },
  gradient: null,
};

/** Mean of each window, channel by channel, over what lies on the image: padding does not count, as in TensorFlow. */
export const avgPoolOp: OpDefinition<"avgPool"> = {
  name: "avgPool",
  summary:
    "Mean of each window, channel by channel; padding does not count, and a window of it alone gives 0.",
  infer: (inputs, attributes) => {
    checkArity("avgPool", inputs, 1);
    return inferPool("avgPool", inputs[0]!, attributes);
  },
  gradient: ({ inputs: [x], upstream, attributes, t }) => [
    t.avgPoolGrad(upstream, { ...attributes, shape: x!.shape }),
  ],
};

/** Gradient of `avgPool` with respect to its images, from (upstream): each window shares its own evenly. */
export const avgPoolGradOp: OpDefinition<"avgPoolGrad"> = {
  name: "avgPoolGrad",
  summary: "Gradient of avgPool, from (upstream): each window shares its own evenly.",
  infer: (inputs, attributes) => {
    checkArity("avgPoolGrad", inputs, 1);
    const x: TensorType = { dtype: "float32", shape: attributes.shape };
    checkSameShape("avgPoolGrad", inputs[0]!, inferPool("avgPoolGrad", x, attributes));
    return x;
  },
  gradient: ({ upstream, attributes: { shape: _shape, ...attributes }, t }) => [
    t.avgPool(upstream, attributes),
  ],
};

/** Max-pools images. The stride is the window's size and there is no padding by default. */
export function maxPool(
  x: Value,
  options: { size: Size2d; strides?: Size2d; padding?: WindowAttributes["padding"] },
): Value {
  const { size, strides = size, padding = NO_PADDING } = options;
  return x.builder.apply(maxPoolOp, [x], { size, strides, padding });
}

/** Gradient of a max-pooling with respect to its images. */
export function maxPoolGrad(x: Value, pooled: Value, upstream: Value, attributes: PoolAttributes): Value {
  const { size, strides, padding } = attributes;
  return x.builder.apply(maxPoolGradOp, [x, pooled, upstream], { size, strides, padding });
}

/** Average-pools images. The stride is the window's size and there is no padding by default. */
export function avgPool(
  x: Value,
  options: { size: Size2d; strides?: Size2d; padding?: WindowAttributes["padding"] },
): Value {
  const { size, strides = size, padding = NO_PADDING } = options;
  return x.builder.apply(avgPoolOp, [x], { size, strides, padding });
}

/** Gradient of an average pooling with respect to its images; `attributes.shape` is theirs. */
export function avgPoolGrad(upstream: Value, attributes: PoolGradientAttributes): Value {
  const { size, strides, padding, shape } = attributes;
  return upstream.builder.apply(avgPoolGradOp, [upstream], { size, strides, padding, shape });
}
