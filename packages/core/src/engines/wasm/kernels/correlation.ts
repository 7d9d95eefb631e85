import type { Size2d } from "../../../graph/ops/window.ts";
import type { I32, Local } from "../assembler/expression.ts";
import type { FunctionBuilder } from "../assembler/function_builder.ts";
import type { Positions } from "./emit_max_pool.ts";
import { emitTile } from "./emit_tile.ts";
import type { Finish } from "./finish.ts";
import type { ProductLoop } from "./product_loop.ts";
import type { TargetFeatures } from "./target_features.ts";
import { emitRows, evenOffsets } from "./tile_grid.ts";

/**
 * A cross-correlation of one image with kernels: `y[row][column][filter] = sum x[row * stride - top + kernelRow * dilation][...][channel] *
 * kernel[kernelRow][kernelColumn][channel][filter]`. Rows above and below the image count as zeros and are left out; columns must be there.
 */
export interface Correlation {
  readonly source: I32;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly target: I32;
  readonly outHeight: number;
  readonly outWidth: number;
  /** Pixels from one row of the target to the next. @default {outWidth} */
  readonly outPitch?: number;
  /** Pixels from one column of the target to the next. @default {1} */
  readonly outStep?: number;
  /** Bytes from one pixel of the target to the next. @default those of `filters` numbers */
  readonly pixelBytes?: number;
  /** The first row of results to compute, which goes to the target's first. @default 0 */
  readonly firstRow?: I32;
  readonly filters: number;
  readonly kernelSize: Size2d;
  readonly strides: Size2d;
  readonly dilations: Size2d;
  /** Rows of zeros above the image; negative: so many of its first rows are not there. */
  readonly top: number;
  /** Kernels, packed by `emitPack` with one part a kernel element. */
  readonly packed: I32;
  /** What is done with results in columns that begin so many bytes into a row, before they are stored. */
  readonly finish?: ((column: I32) => Finish) | undefined;
  /** Max-pooling of the results, which then go nowhere else. */
  readonly pooling?: CorrelationPooling | undefined;
}

/** Windows side by side over the results of a correlation; the target gets one number a window and filter. */
export interface CorrelationPooling {
  readonly size: Size2d;
  /** Where the positions of the maxima go; null: nobody asks. */
  readonly positions: Positions | null;
  /** Room of `bandBytes` for results on the way. */
  readonly band: I32;
  /** As `finish`, of what the windows give. */
  readonly finish?: ((column: I32) => Finish) | undefined;
}

/** Up to eight filters' results on their way. */
export interface Panel {
  readonly b: Local<"i32">;
  readonly c: I32;
  readonly columns: number;
  readonly finish: Finish | undefined;
  readonly features: TargetFeatures;
}

/** The products of one kernel row. */
function rowLoops({
  kernelSize,
  channels,
  dilations,
}: Pick<Correlation, "kernelSize" | "channels" | "dilations">): ProductLoop[] {
  const [, columns] = kernelSize;
  if (dilations[1] === 1 || columns === 1) {
    return [{ count: columns * channels, aStep: 4, bStep: 32 }];
  }
  return [
    { count: columns, aStep: dilations[1] * channels * 4, bStep: channels * 32 },
    { count: channels, aStep: 4, bStep: 32 },
  ];
}

/** All products of a result, kernel row by kernel row. */
export function kernelLoops(correlation: Correlation, rows: number | I32): ProductLoop[] {
  const { width, channels, kernelSize, dilations } = correlation;
  const aStep = dilations[0] * width * channels * 4;
  return [{ count: rows, aStep, bStep: kernelSize[1] * channels * 32 }, ...rowLoops(correlation)];
}

/** The output pixels of one row. */
export function emitRow(
  fn: FunctionBuilder,
  correlation: Correlation,
  row: Panel & { readonly a: I32; readonly loops: readonly ProductLoop[] },
): void {
  const { channels, outWidth, outStep = 1, filters, pixelBytes = filters * 4, strides } = correlation;
  const aStep = strides[1] * channels * 4;
  const cStep = outStep * pixelBytes;
  emitRows(
    fn,
    { rows: outWidth, a: row.a, aStep, c: row.c, cStep, features: row.features },
    ({ a, c, size }) => {
      emitTile(
        fn,
        {
          a,
          b: row.b,
          c,
          aOffsets: evenOffsets(size, aStep),
          cOffsets: evenOffsets(size, cStep),
          columns: row.columns,
          loops: row.loops,
          accumulate: false,
          finish: row.finish,
        },
        row.features,
      );
    },
  );
}
