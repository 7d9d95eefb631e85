import type { OpDefinition } from "../op.ts";
import type { TensorType } from "../tensor_type.ts";
import type { Value } from "../value.ts";
import { checkArity, checkSameShape } from "./check.ts";
import { inferPool, type PoolGradientAttributes } from "./pooling.ts";
import { NO_PADDING, type Size2d, type WindowAttributes } from "./window.ts";

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
