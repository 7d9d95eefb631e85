import type { OpDefinition } from "../op.ts";
import type { TensorType } from "../tensor_type.ts";
import type { Value } from "../value.ts";
import { checkArity, checkDType, checkSameShape } from "./check.ts";
import { relu } from "./composite.ts";
import { inferPool, type PoolAttributes, type PoolGradientAttributes } from "./pooling.ts";
import { NO_PADDING, type Size2d, type WindowAttributes } from "./window.ts";

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
  // positions are a quarter of a number each: the images need not be kept for the way back
  decompose: ({ inputs: [x, _pooled, upstream], attributes, t }) =>
    t.maxUnpool(t.maxPoolIndex(x!, attributes), upstream!, { ...attributes, shape: x!.shape }),
};

/** Number of elements of a window: what `maxPoolIndex` gives where none is the maximum. */
export function windowElements({ size }: Pick<PoolAttributes, "size">): number {
  return size[0] * size[1];
}

/** Bytes hold positions of windows up to this many elements. */
const LARGEST_BYTE = 255;

/**
 * Position of each window's first maximum, row by row, padding counted along: `row * width + column`. The number of elements of a window where
 * a NaN is in it. Padding counts as minus infinity, so a window of nothing greater has a position that may lie on it.
 */
export const maxPoolIndexOp: OpDefinition<"maxPoolIndex"> = {
  name: "maxPoolIndex",
  summary: "Position of the first maximum in each window, channel by channel, as maxPool finds it.",
  infer: (inputs, attributes) => {
    checkArity("maxPoolIndex", inputs, 1);
    const { shape } = inferPool("maxPoolIndex", inputs[0]!, attributes);
    return { dtype: windowElements(attributes) > LARGEST_BYTE ? "int32" : "uint8", shape };
  },
  gradient: null,
};

/** Adds each window's element of (positions, values) at its position, as `maxPoolIndex` gives it, to an image of zeros. */
export const maxUnpoolOp: OpDefinition<"maxUnpool"> = {
  name: "maxUnpool",
  summary:
    "Images of zeros to which each window's value, from (positions, values), is added at its position.",
  infer: (inputs, attributes) => {
    checkArity("maxUnpool", inputs, 2);
    const x: TensorType = { dtype: "float32", shape: attributes.shape };
    const pooled = inferPool("maxUnpool", x, attributes);
    checkDType("maxUnpool", inputs[0]!, ["uint8", "int32"]);
    checkSameShape("maxUnpool", inputs[0]!, { ...pooled, dtype: inputs[0]!.dtype });
    checkSameShape("maxUnpool", inputs[1]!, pooled);
    return x;
  },
  gradient: null,
};

/** Whether each window sees an element of the images. */
function seesImages({ size, padding: { top, bottom, left, right } }: PoolAttributes): boolean {
  return Math.max(top, bottom) < size[0] && Math.max(left, right) < size[1];
}

/**
 * Max-pools images. The stride is the window's size and there is no padding by default.
 * What `relu` gives is pooled before it instead: the numbers are the same, and of a window only the maximum is left for it and its gradient.
 */
export function maxPool(
  x: Value,
  options: { size: Size2d; strides?: Size2d; padding?: WindowAttributes["padding"] },
): Value {
  const { size, strides = size, padding = NO_PADDING } = options;
  const attributes = { size, strides, padding };
  const { builder } = x;
  const { op, inputs } = builder.node(x);
  if (op === "relu" && seesImages(attributes)) {
    return relu(builder.apply(maxPoolOp, [builder.value(inputs[0]!)], attributes));
  }
  return builder.apply(maxPoolOp, [x], attributes);
}

/** Positions of the maxima of a max-pooling. */
export function maxPoolIndex(x: Value, { size, strides, padding }: PoolAttributes): Value {
  return x.builder.apply(maxPoolIndexOp, [x], { size, strides, padding });
}

/** Values back at the positions of maxima, with zeros around; `attributes.shape` is that of the images. */
export function maxUnpool(index: Value, values: Value, attributes: PoolGradientAttributes): Value {
  const { size, strides, padding, shape } = attributes;
  return index.builder.apply(maxUnpoolOp, [index, values], { size, strides, padding, shape });
}

/** Gradient of a max-pooling with respect to its images. */
export function maxPoolGrad(x: Value, pooled: Value, upstream: Value, attributes: PoolAttributes): Value {
  const { size, strides, padding } = attributes;
  return x.builder.apply(maxPoolGradOp, [x, pooled, upstream], { size, strides, padding });
}
