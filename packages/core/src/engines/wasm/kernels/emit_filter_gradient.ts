import type { Size2d } from "../../../graph/ops/window.ts";
import type { I32 } from "../assembler/expression.ts";
import type { FunctionBuilder } from "../assembler/function_builder.ts";
import { emitTile, TILE_COLUMNS } from "./emit_tile.ts";
import type { TargetFeatures } from "./target_features.ts";
import { emitColumns, emitRows, evenOffsets, moved, tileGroups } from "./tile_grid.ts";

/**
 * What one image adds to the gradient of a convolution's kernels: `gradient[kernelRow][kernelColumn][channel][filter] += sum over output
 * pixels of x[row * stride - top + kernelRow * dilation][...][channel] * upstream[row][column][filter]`. Columns outside must be there.
 */
export interface FilterGradient {
  readonly source: I32;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly upstream: I32;
  readonly outHeight: number;
  readonly outWidth: number;
  /** Pixels from one row of the upstream gradient to the next. @default {outWidth} */
  readonly outPitch?: number;
  readonly filters: number;
  readonly kernelSize: Size2d;
  readonly strides: Size2d;
  readonly dilations: Size2d;
  /** Rows of zeros above the image. */
  readonly top: number;
  readonly gradient: I32;
}

/** Up to so many kernel elements the tiles do not keep to kernel rows: each is written out on its own. */
const LARGEST_WRITTEN_OUT = 40;

/** Output rows that see the image through one kernel row. */
function rowsInside(
  { height, outHeight, strides, dilations, top }: FilterGradient,
  kernelRow: number,
): { first: number; count: number } {
  const shift = kernelRow * dilations[0] - top;
  const first = Math.max(0, Math.ceil(-shift / strides[0]));
  const end = Math.min(outHeight, Math.floor((height - 1 - shift) / strides[0]) + 1);
  return { first, count: Math.max(0, end - first) };
}

/** Emits what one image adds to a kernel gradient; sums go on from what is there. */
export function emitFilterGradient(
  fn: FunctionBuilder,
  given: FilterGradient,
  features: TargetFeatures,
): void {
  const { outHeight, kernelSize, channels } = given;
  const rows = Array.from({ length: kernelSize[0] }, (_unused, row) => rowsInside(given, row));
  const isClipped = rows.some(({ count }) => count !== outHeight);
  if (!isClipped && kernelSize[0] * kernelSize[1] * channels <= LARGEST_WRITTEN_OUT) {
    emitWrittenOut(fn, given, features);
    return;
  }
  for (const [row, { first, count }] of rows.entries()) {
    if (count > 0) {
      emitKernelRow(fn, given, { row, first, count, features });
    }
  }
}

function pixelLoops(
  { width, channels, outWidth, outPitch = outWidth, filters, strides }: FilterGradient,
  rows: number,
): { count: number; aStep: number; bStep: number }[] {
  return [
    { count: rows, aStep: strides[0] * width * channels * 4, bStep: outPitch * filters * 4 },
    { count: outWidth, aStep: strides[1] * channels * 4, bStep: filters * 4 },
  ];
}

function emitWrittenOut(fn: FunctionBuilder, given: FilterGradient, features: TargetFeatures): void {
  const { source, width, channels, upstream, outHeight, filters, kernelSize, dilations, gradient } = given;
  const elements = Array.from({ length: kernelSize[0] * kernelSize[1] * channels }, (_unused, element) => {
    const channel = element % channels;
    const column = Math.floor(element / channels) % kernelSize[1];
    const row = Math.floor(element / channels / kernelSize[1]);
    return {
      a: ((row * dilations[0] * width + column * dilations[1]) * channels + channel) * 4,
      c: element * filters * 4,
    };
  });
  const bStep = TILE_COLUMNS * 4;
  emitColumns(fn, { columns: filters, b: upstream, bStep, c: gradient }, ({ b, c, columns }) => {
    for (const { size, repeat, start } of tileGroups(elements.length, features)) {
      for (let tile = 0; tile < repeat; tile++) {
        const rows = elements.slice(start + tile * size, start + (tile + 1) * size);
        emitTile(
          fn,
          {
            a: source,
            b,
            c,
            aOffsets: rows.map((element) => element.a),
            cOffsets: rows.map((element) => element.c),
            columns,
            loops: pixelLoops(given, outHeight),
            accumulate: true,
          },
          features,
        );
      }
    }
  });
}

function emitKernelRow(
  fn: FunctionBuilder,
  given: FilterGradient,
  options: {
    readonly row: number;
    readonly first: number;
    readonly count: number;
    readonly features: TargetFeatures;
  },
): void {
  const { source, width, channels, upstream, outWidth, outPitch = outWidth, filters, gradient } = given;
  const { kernelSize, strides, dilations, top } = given;
  const { row, first, count, features } = options;
  const imageRow = first * strides[0] - top + row * dilations[0];
  const cStep = filters * 4;
  // without dilation the elements of a kernel row lie side by side in the image as they do in the kernel
  const runs = dilations[1] === 1 ? 1 : kernelSize[1];
  const length = (kernelSize[1] / runs) * channels;
  const bStep = TILE_COLUMNS * 4;
  const b = moved(upstream, first * outPitch * filters * 4);
  for (let run = 0; run < runs; run++) {
    const start = moved(source, (imageRow * width + run * dilations[1]) * channels * 4);
    const target = moved(gradient, (row * kernelSize[1] * channels + run * length) * filters * 4);
    emitColumns(fn, { columns: filters, b, bStep, c: target }, (panel) => {
      emitRows(fn, { rows: length, a: start, aStep: 4, c: panel.c, cStep, features }, ({ a, c, size }) => {
        emitTile(
          fn,
          {
            a,
            b: panel.b,
            c,
            aOffsets: evenOffsets(size, 4),
            cOffsets: evenOffsets(size, cStep),
            columns: panel.columns,
            loops: pixelLoops(given, count),
            accumulate: true,
          },
          features,
        );
      });
    });
  }
}
