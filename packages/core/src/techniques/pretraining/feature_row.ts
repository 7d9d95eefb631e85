import { mean } from "../../graph/ops/mod.ts";
import type { Shape } from "../../graph/tensor_type.ts";
import type { Value } from "../../graph/value.ts";

/** Length of what {@linkcode featureRow} makes of features of a shape. */
export function featureLength(features: Shape): number {
  return features.at(-1)!;
}

/** Features as one row an image: of a map the mean over its pixels, which is what a classifier behind global average pooling sees of it. */
export function featureRow(features: Value): Value {
  const axes = features.shape.slice(1, -1).map((_size, axis) => axis + 1);
  return axes.length === 0 ? features : mean(features, { axes });
}
