import type { Node } from "../../../graph/graph.ts";
import { sizeOf } from "../../../graph/tensor_type.ts";
import type { LiveRegions } from "./live_regions.ts";
import type { Region } from "./region.ts";

/** The part of a tensor's images that is live, 0 to 1. */
function shareOf({ type: { shape } }: Node, region: Region | undefined): number {
  return region === undefined ? 1 : (region.rows * region.columns) / (shape[1]! * shape[2]!);
}

/**
 * Floating-point operations of a node over all of its elements: a multiplication and an addition count as two, and what is not live does not
 * count. Copies, comparisons of indices and random bits count nothing.
 */
export function flopsOf(node: Node, nodes: readonly Node[], regions: LiveRegions): number {
  const input = (index: number): Node => nodes[node.inputs[index]!]!;
  const taps = ({ type: { shape } }: Node, axes: number): number => sizeOf(shape.slice(0, axes));
  switch (node.op) {
    case "conv2d":
      return 2 * sizeOf(node.type.shape) * taps(input(1), 3) * shareOf(node, regions.needed.get(node.id));
    case "conv2dBackpropInput":
      return (
        2 *
        sizeOf(input(1).type.shape) *
        taps(input(0), 3) *
        shareOf(input(1), regions.nonZero.get(node.inputs[1]!))
      );
    case "conv2dBackpropFilter":
      return (
        2 *
        sizeOf(input(1).type.shape) *
        taps(node, 3) *
        shareOf(input(1), regions.nonZero.get(node.inputs[1]!))
      );
    case "depthwiseConv2d":
      return 2 * sizeOf(node.type.shape) * taps(input(1), 2);
    case "depthwiseConv2dBackpropInput":
      return 2 * sizeOf(input(1).type.shape) * taps(input(0), 2);
    case "depthwiseConv2dBackpropFilter":
      return 2 * sizeOf(input(1).type.shape) * taps(node, 2);
    case "matMul": {
      const { shape } = input(0).type;
      return 2 * sizeOf(node.type.shape) * shape[node.attributes.transposeA ? 0 : 1]!;
    }
    case "maxPool":
    case "maxPoolIndex":
    case "avgPool":
      return sizeOf(node.type.shape) * node.attributes.size[0] * node.attributes.size[1];
    case "maxUnpool":
    case "avgPoolGrad":
      return sizeOf(input(0).type.shape);
    case "sum":
    case "max":
      return sizeOf(input(0).type.shape);
    default:
      return 0;
  }
}
