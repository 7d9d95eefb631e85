import { windowElements } from "../../graph/ops/max_pooling.ts";
import type { PoolAttributes } from "../../graph/ops/pooling.ts";
import { allocate, type Shape, sizeOf } from "../../graph/tensor_type.ts";
import type { LoweringTable } from "./lowering.ts";

/**
 * Visits every element of every window, windows and elements row by row, without the padding.
 * @param visit Gets the element's place in the images, the window's in the result, and the element's in the window, padding counted along.
 */
function eachWindowElement(
  shapes: { readonly x: Shape; readonly y: Shape },
  { size, strides, padding }: PoolAttributes,
  visit: (x: number, y: number, element: number) => void,
): void {
  const [batch, height, width, channels] = shapes.x as [number, number, number, number];
  const [, outHeight, outWidth] = shapes.y as [number, number, number, number];
  for (let image = 0; image < batch; image++) {
    for (let outRow = 0; outRow < outHeight; outRow++) {
      for (let outColumn = 0; outColumn < outWidth; outColumn++) {
        const top = outRow * strides[0] - padding.top;
        const left = outColumn * strides[1] - padding.left;
        const y = ((image * outHeight + outRow) * outWidth + outColumn) * channels;
        for (let row = Math.max(top, 0); row < Math.min(top + size[0], height); row++) {
          for (let column = Math.max(left, 0); column < Math.min(left + size[1], width); column++) {
            const x = ((image * height + row) * width + column) * channels;
            const element = (row - top) * size[1] + column - left;
            for (let channel = 0; channel < channels; channel++) {
              visit(x + channel, y + channel, element);
            }
          }
        }
      }
    }
  }
}

/** Number of elements of each window that lie on the image. */
function windowCounts(x: Shape, y: Shape, attributes: PoolAttributes): Float64Array {
  const counts = new Float64Array(sizeOf(y));
  eachWindowElement({ x, y }, attributes, (_xAt, yAt) => {
    counts[yAt]! += 1;
  });
  return counts;
}

/** Poolings and their gradients; sums are taken in double precision and rounded once. */
export const poolingLowerings: Pick<
  LoweringTable,
  "maxPool" | "maxPoolGrad" | "maxPoolIndex" | "maxUnpool" | "avgPool" | "avgPoolGrad"
> = {
  avgPool: ({ inputs: [x], inputTypes, attributes, type }) => {
    const shapes = { x: inputTypes[0]!.shape, y: type.shape };
    const totals = new Float64Array(sizeOf(type.shape));
    eachWindowElement(shapes, attributes, (xAt, yAt) => {
      totals[yAt]! += x![xAt]!;
    });
    const counts = windowCounts(shapes.x, shapes.y, attributes);
    return Float32Array.from(totals, (total, at) => total / Math.max(counts[at]!, 1));
  },
  avgPoolGrad: ({ inputs: [upstream], inputTypes, attributes, type }) => {
    const shapes = { x: type.shape, y: inputTypes[0]!.shape };
    const totals = new Float64Array(sizeOf(type.shape));
    const counts = windowCounts(shapes.x, shapes.y, attributes);
    eachWindowElement(shapes, attributes, (xAt, yAt) => {
      totals[xAt]! += upstream![yAt]! / counts[yAt]!;
    });
    return Float32Array.from(totals);
  },
  maxPool: ({ inputs: [x], inputTypes, attributes, type }) => {
    const result = allocate(type).fill(Number.NEGATIVE_INFINITY);
    eachWindowElement({ x: inputTypes[0]!.shape, y: type.shape }, attributes, (xAt, yAt) => {
      result[yAt] = Math.max(result[yAt]!, x![xAt]!);
    });
    return result;
  },
  maxPoolGrad: ({ inputs: [x, pooled, upstream], inputTypes, attributes, type }) => {
    const totals = new Float64Array(sizeOf(type.shape));
    const given = new Uint8Array(pooled!.length);
    eachWindowElement({ x: type.shape, y: inputTypes[1]!.shape }, attributes, (xAt, yAt) => {
      if (given[yAt] === 0 && x![xAt] === pooled![yAt]) {
        totals[xAt]! += upstream![yAt]!;
        given[yAt] = 1;
      }
    });
    return Float32Array.from(totals);
  },
  maxPoolIndex: ({ inputs: [x], inputTypes, attributes, type }) => {
    const shapes = { x: inputTypes[0]!.shape, y: type.shape };
    const best = new Float32Array(sizeOf(type.shape)).fill(Number.NEGATIVE_INFINITY);
    const result = allocate(type);
    eachWindowElement(shapes, attributes, (xAt, yAt, element) => {
      if (x![xAt]! > best[yAt]!) {
        best[yAt] = x![xAt]!;
        result[yAt] = element;
      }
    });
    eachWindowElement(shapes, attributes, (xAt, yAt) => {
      if (Number.isNaN(x![xAt])) {
        result[yAt] = windowElements(attributes);
      }
    });
    return result;
  },
  maxUnpool: ({ inputs: [index, values], inputTypes, attributes, type }) => {
    const totals = new Float64Array(sizeOf(type.shape));
    eachWindowElement({ x: type.shape, y: inputTypes[0]!.shape }, attributes, (xAt, yAt, element) => {
      if (index![yAt] === element) {
        totals[xAt]! += values![yAt]!;
      }
    });
    return Float32Array.from(totals);
  },
};
