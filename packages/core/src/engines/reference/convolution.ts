import type { ConvolutionAttributes } from "../../graph/ops/convolution.ts";
import { type Shape, sizeOf } from "../../graph/tensor_type.ts";
import type { LoweringTable } from "./lowering.ts";

/** Shapes of a convolution: images, kernel, result. */
export interface ConvolutionShapes {
  readonly x: Shape;
  readonly kernel: Shape;
  readonly y: Shape;
}

/**
 * Visits every pairing of an output pixel with a kernel position that falls on the image, not on its padding.
 * @param visit Gets where the channels begin: of the image pixel, of the kernel position, of the output pixel.
 */
export function eachTap(
  shapes: ConvolutionShapes,
  { strides, padding, dilations }: ConvolutionAttributes,
  visit: (x: number, kernel: number, y: number) => void,
): void {
  const [batch, height, width, inChannels] = shapes.x as [number, number, number, number];
  const [kernelHeight, kernelWidth, kernelChannels, kernelFilters] = shapes.kernel as [
    number,
    number,
    number,
    number,
  ];
  const [, outHeight, outWidth, filters] = shapes.y as [number, number, number, number];
  for (let image = 0; image < batch; image++) {
    for (let outRow = 0; outRow < outHeight; outRow++) {
      for (let outColumn = 0; outColumn < outWidth; outColumn++) {
        const y = ((image * outHeight + outRow) * outWidth + outColumn) * filters;
        for (let kernelRow = 0; kernelRow < kernelHeight; kernelRow++) {
          const row = outRow * strides[0] - padding.top + kernelRow * dilations[0];
          if (row < 0 || row >= height) {
            continue;
          }
          for (let kernelColumn = 0; kernelColumn < kernelWidth; kernelColumn++) {
            const column = outColumn * strides[1] - padding.left + kernelColumn * dilations[1];
            if (column < 0 || column >= width) {
              continue;
            }
            const x = ((image * height + row) * width + column) * inChannels;
            visit(x, (kernelRow * kernelWidth + kernelColumn) * kernelChannels * kernelFilters, y);
          }
        }
      }
    }
  }
}

/** Convolutions and their gradients; sums are taken in double precision and rounded once. */
export const convolutionLowerings: Pick<
  LoweringTable,
  "conv2d" | "conv2dBackpropInput" | "conv2dBackpropFilter"
> = {
  conv2d: ({ inputs: [x, kernel], inputTypes, attributes, type }) => {
    const shapes = { x: inputTypes[0]!.shape, kernel: inputTypes[1]!.shape, y: type.shape };
    const [inChannels, filters] = [shapes.kernel[2]!, shapes.kernel[3]!];
    const totals = new Float64Array(sizeOf(type.shape));
    eachTap(shapes, attributes, (xAt, kernelAt, yAt) => {
      for (let channel = 0; channel < inChannels; channel++) {
        for (let filter = 0; filter < filters; filter++) {
          totals[yAt + filter]! += x![xAt + channel]! * kernel![kernelAt + channel * filters + filter]!;
        }
      }
    });
    return Float32Array.from(totals);
  },
  conv2dBackpropInput: ({ inputs: [kernel, upstream], inputTypes, attributes, type }) => {
    const shapes = { x: type.shape, kernel: inputTypes[0]!.shape, y: inputTypes[1]!.shape };
    const [inChannels, filters] = [shapes.kernel[2]!, shapes.kernel[3]!];
    const totals = new Float64Array(sizeOf(type.shape));
    eachTap(shapes, attributes, (xAt, kernelAt, yAt) => {
      for (let channel = 0; channel < inChannels; channel++) {
        for (let filter = 0; filter < filters; filter++) {
          totals[xAt + channel]! +=
            upstream![yAt + filter]! * kernel![kernelAt + channel * filters + filter]!;
        }
      }
    });
    return Float32Array.from(totals);
  },
  conv2dBackpropFilter: ({ inputs: [x, upstream], inputTypes, attributes, type }) => {
    const shapes = { x: inputTypes[0]!.shape, kernel: type.shape, y: inputTypes[1]!.shape };
    const [inChannels, filters] = [shapes.kernel[2]!, shapes.kernel[3]!];
    const totals = new Float64Array(sizeOf(type.shape));
    eachTap(shapes, attributes, (xAt, kernelAt, yAt) => {
      for (let channel = 0; channel < inChannels; channel++) {
        for (let filter = 0; filter < filters; filter++) {
          totals[kernelAt + channel * filters + filter]! += x![xAt + channel]! * upstream![yAt + filter]!;
        }
      }
    });
    return Float32Array.from(totals);
  },
};
