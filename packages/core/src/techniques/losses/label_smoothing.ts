import { add, mul } from "../../graph/ops/mod.ts";
import type { Value } from "../../graph/value.ts";
import type { FloatParameter } from "../../parameters/parameter_definition.ts";

/** How much of the targets is spread over all classes. */
export const LABEL_SMOOTHING: FloatParameter = {
  kind: "float",
  summary: "Part of the target that is spread evenly over what is possible, so that no score need be 1.",
  minimum: 0,
  maximum: 1,
  exclusiveMaximum: true,
  default: 0,
};

/**
 * Rows of targets, pulled towards what says nothing: `rows (1 - smoothing) + smoothing neutral`.
 * @param neutral What a target is where nothing is known: 1 / classes, or 1 / 2 for each class by itself.
 * @see Szegedy and others, Rethinking the Inception Architecture for Computer Vision, 2016, arXiv 1512.00567
 */
export function smoothRows(rows: Value, smoothing: number, neutral: number): Value {
  return smoothing === 0 ? rows : add(mul(rows, 1 - smoothing), smoothing * neutral);
}
