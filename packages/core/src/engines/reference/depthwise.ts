import { sizeOf } from "../../graph/tensor_type.ts";
import { eachTap } from "./convolution.ts";
import type { LoweringTable } from "./lowering.ts";

/** Depthwise convolutions and their gradients; sums are taken in double precision and rounded once. */
export const depthwiseLowerings: Pick<
  LoweringTable,
  "depthwiseConv2d" | "depthwiseConv2dBackpropInput" | "depthwiseConv2dBackpropFilter"
> = {
  depthwiseConv2d: ({ inputs: [x, kernel], inputTypes, attributes, type }) => {
    const shapes = { x: inputTypes[0]!.shape, kernel: inputTypes[1]!.shape, y: type.shape };
    const multiplier = shapes.kernel[3]!;
    const totals = new Float64Array(sizeOf(type.shape));
    eachTap(shapes, attributes, (xAt, kernelAt, yAt) => {
      for (let out = 0; out < shapes.y[3]!; out++) {
        totals[yAt + out]! += x![xAt + Math.floor(out / multiplier)]! * kernel![kernelAt + out]!;
      }
    });
    return Float32Array.from(totals);
  },
  depthwiseConv2dBackpropInput: ({ inputs: [kernel, upstream], inputTypes, attributes, type }) => {
    const shapes = { x: type.shape, kernel: inputTypes[0]!.shape, y: inputTypes[1]!.shape };
    const multiplier = shapes.kernel[3]!;
    const totals = new Float64Array(sizeOf(type.shape));
    eachTap(shapes, attributes, (xAt, kernelAt, yAt) => {
      for (let out = 0; out < shapes.y[3]!; out++) {
        totals[xAt + Math.floor(out / multiplier)]! += upstream![yAt + out]! * kernel![kernelAt + out]!;
      }
    });
    return Float32Array.from(totals);
  },
  depthwiseConv2dBackpropFilter: ({ inputs: [x, upstream], inputTypes, attributes, type }) => {
    const shapes = { x: inputTypes[0]!.shape, kernel: type.shape, y: inputTypes[1]!.shape };
    const multiplier = shapes.kernel[3]!;
    const totals = new Float64Array(sizeOf(type.shape));
    eachTap(shapes, attributes, (xAt, kernelAt, yAt) => {
      for (let out = 0; out < shapes.y[3]!; out++) {
        totals[kernelAt + out]! += x![xAt + Math.floor(out / multiplier)]! * upstream![yAt + out]!;
      }
    });
    return Float32Array.from(totals);
  },
};
