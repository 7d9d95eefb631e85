import type { Shape, TensorType } from "../tensor_type.ts";
import { checkDType, checkRank } from "./check.ts";
import { type Size2d, type WindowAttributes, windowOutput } from "./window.ts";

/** Attributes of pooling. */
export interface PoolAttributes extends WindowAttributes {
  readonly size: Size2d;
}

/** Attributes of the gradient of average pooling: those of the pooling and the shape of its images. */
export interface PoolGradientAttributes extends PoolAttributes {
  readonly shape: Shape;
}

/** Type of what a pooling gives. @throws {RangeError} If the windows do not fit the images. */
export function inferPool(op: string, x: TensorType, attributes: PoolAttributes): TensorType {
  checkDType(op, x, ["float32"]);
  checkRank(op, x, 4);
  const [height, width] = windowOutput(op, x, attributes.size, attributes);
  return { dtype: "float32", shape: [x.shape[0]!, height, width, x.shape[3]!] };
}
