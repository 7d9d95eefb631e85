import type { OpDefinition } from "../op.ts";
import { formatType, type Shape } from "../tensor_type.ts";
import type { Value } from "../value.ts";
import { checkArity, checkDType, checkRank } from "./check.ts";
import type { Size2d } from "./window.ts";

/** Attributes of `resizeNearest`. */
export interface ResizeAttributes {
  /** How often each row and each column stands there. */
  readonly factors: Size2d;
}

/** The shape of images whose rows and columns have an axis for their copies. */
function spreadShape([batch, height, width, channels]: Shape, factors: Size2d): Shape {
  return [batch!, height!, factors[0], width!, factors[1], channels!];
}

/** Images enlarged by whole factors: each pixel becomes a block of its like. */
export const resizeNearestOp: OpDefinition<"resizeNearest"> = {
  name: "resizeNearest",
  summary: "Images enlarged by whole factors: each pixel becomes a block of its like.",
  infer: (inputs, { factors }) => {
    checkArity("resizeNearest", inputs, 1);
    const [x] = inputs;
    checkDType("resizeNearest", x!, ["float32"]);
    checkRank("resizeNearest", x!, 4);
    if (!factors.every((factor) => Number.isInteger(factor) && factor >= 1)) {
      throw new RangeError(
        `Cannot resize ${formatType(x!)} as the factors must be whole numbers of at least 1: current value is [${factors.join(",")}]`,
      );
    }
    const [batch, height, width, channels] = x!.shape as [number, number, number, number];
    return { dtype: "float32", shape: [batch, height * factors[0], width * factors[1], channels] };
  },
  gradient: ({ inputs: [x], upstream, attributes: { factors }, t }) => [
    t.sum(t.reshape(upstream, spreadShape(x!.shape, factors)), { axes: [2, 4] }),
  ],
  decompose: ({ inputs: [x], attributes: { factors }, t }) => {
    const apart = t.reshape(x!, spreadShape(x!.shape, [1, 1]));
    const [batch, height, width, channels] = x!.shape as [number, number, number, number];
    return t.reshape(t.broadcastTo(apart, spreadShape(x!.shape, factors)), [
      batch,
      height * factors[0],
      width * factors[1],
      channels,
    ]);
  },
};

/** Enlarges images by whole factors: nearest-neighbour upsampling. */
export function resizeNearest(x: Value, factors: Size2d): Value {
  return factors[0] === 1 && factors[1] === 1
    ? x
    : x.builder.apply(resizeNearestOp, [x], { factors: [...factors] });
}
