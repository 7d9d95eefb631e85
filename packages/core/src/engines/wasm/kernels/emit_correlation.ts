import type { Size2d } from "../../../graph/ops/window.ts";
import type { I32, Local } from "../assembler/expression.ts";
import type { FunctionBuilder } from "../assembler/function_builder.ts";
import { i32 } from "../assembler/scalar_instructions.ts";
import { panelBytes } from "./emit_pack.ts";
import { emitTile, type ProductLoop } from "./emit_tile.ts";
import type { Finish } from "./finish.ts";
import type { TargetFeatures } from "./target_features.ts";
import { emitColumns, emitRows, evenOffsets, moved, tileGroups } from "./tile_grid.ts";

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
}

/** Up to so many output pixels the tiles do not keep to rows: each is written out on its own, and none has a poor size. */
const LARGEST_WRITTEN_OUT = 36;

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

/** Whether some output row sees rows outside the image. */
function needsClipping({ height, outHeight, kernelSize, strides, dilations, top }: Correlation): boolean {
  const last = (outHeight - 1) * strides[0] - top + (kernelSize[0] - 1) * dilations[0];
  return top !== 0 || last >= height;
}

/** Emits a cross-correlation of one image. */
export function emitCorrelation(
  fn: FunctionBuilder,
  correlation: Correlation,
  features: TargetFeatures,
): void {
  const { channels, filters, kernelSize, outHeight, outWidth, packed } = correlation;
  const bStep = panelBytes(kernelSize[0] * kernelSize[1] * channels);
  const isClipped = needsClipping(correlation);
  emitColumns(fn, { columns: filters, b: packed, bStep, c: correlation.target }, ({ b, c, columns }) => {
    const finish = correlation.finish?.(fn.let(i32.sub(c, correlation.target)));
    const panel: Omit<Panel, "features"> = { b, c, columns, finish };
    if (isClipped) {
      emitClippedRows(fn, correlation, { ...panel, features });
    } else if (outHeight * outWidth <= LARGEST_WRITTEN_OUT) {
      emitWrittenOut(fn, correlation, { ...panel, features });
    } else {
      emitWholeRows(fn, correlation, { ...panel, features });
    }
  });
}

interface Panel {
  readonly b: Local<"i32">;
  readonly c: Local<"i32">;
  readonly columns: number;
  readonly finish: Finish | undefined;
  readonly features: TargetFeatures;
}

function kernelLoops(correlation: Correlation, rows: number | I32): ProductLoop[] {
  const { width, channels, kernelSize, dilations } = correlation;
  const aStep = dilations[0] * width * channels * 4;
  return [{ count: rows, aStep, bStep: kernelSize[1] * channels * 32 }, ...rowLoops(correlation)];
}

function emitWrittenOut(fn: FunctionBuilder, correlation: Correlation, panel: Panel): void {
  const { source, width, channels, outHeight, outWidth, filters, strides, kernelSize } = correlation;
  const { outPitch = outWidth, outStep = 1 } = correlation;
  const pixels = Array.from({ length: outHeight * outWidth }, (_unused, pixel) => {
    const row = Math.floor(pixel / outWidth);
    const column = pixel % outWidth;
    return {
      a: (row * strides[0] * width + column * strides[1]) * channels * 4,
      c: (row * outPitch + column * outStep) * filters * 4,
    };
  });
  for (const { size, repeat, start } of tileGroups(pixels.length)) {
    for (let tile = 0; tile < repeat; tile++) {
      const rows = pixels.slice(start + tile * size, start + (tile + 1) * size);
      emitTile(
        fn,
        {
          a: source,
          b: panel.b,
          c: panel.c,
          aOffsets: rows.map(({ a }) => a),
          cOffsets: rows.map(({ c }) => c),
          columns: panel.columns,
          loops: kernelLoops(correlation, kernelSize[0]),
          accumulate: false,
          finish: panel.finish,
        },
        panel.features,
      );
    }
  }
}

/** The output pixels of one row. */
function emitRow(
  fn: FunctionBuilder,
  correlation: Correlation,
  row: Panel & { readonly a: I32; readonly loops: readonly ProductLoop[] },
): void {
  const { channels, outWidth, outStep = 1, filters, strides } = correlation;
  const aStep = strides[1] * channels * 4;
  const cStep = outStep * filters * 4;
  emitRows(fn, { rows: outWidth, a: row.a, aStep, c: row.c, cStep }, ({ a, c, size }) => {
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
  });
}

function emitWholeRows(fn: FunctionBuilder, correlation: Correlation, panel: Panel): void {
  const { source, width, channels, outHeight, outWidth, filters, strides, kernelSize } = correlation;
  const { outPitch = outWidth } = correlation;
  const a = fn.let(source);
  const c = fn.let(panel.c);
  fn.range({ to: outHeight }, () => {
    emitRow(fn, correlation, { ...panel, a, c, loops: kernelLoops(correlation, kernelSize[0]) });
    fn.increase(a, strides[0] * width * channels * 4);
    fn.increase(c, outPitch * filters * 4);
  });
}

/** Rows of which some see rows outside the image: the kernel rows that fall on the image are counted for each output row. */
function emitClippedRows(fn: FunctionBuilder, correlation: Correlation, panel: Panel): void {
  const { source, height, width, channels, outHeight, outWidth, filters, strides, dilations } = correlation;
  const { outPitch = outWidth } = correlation;
  const { kernelSize, top } = correlation;
  const rowBytes = width * channels * 4;
  const kernelRowBytes = kernelSize[1] * channels * 32;
  const c = fn.let(panel.c);
  const first = fn.local("i32");
  const end = fn.local("i32");
  const a = fn.local("i32");
  const b = fn.local("i32");
  fn.range({ to: outHeight }, (row) => {
    // the row of the image under the kernel's first row, which may be outside
    const start = fn.let(moved(i32.mul(row, i32.constant(strides[0])), -top));
    fn.set(first, i32.constant(0));
    fn.when(i32.lessSigned(start, i32.constant(0)), () => {
      fn.set(first, divideUp(i32.sub(i32.constant(0), start), dilations[0]));
    });
    fn.set(end, i32.constant(0));
    fn.when(i32.lessSigned(start, i32.constant(height)), () => {
      fn.set(end, divideUp(i32.sub(i32.constant(height), start), dilations[0]));
    });
    fn.when(i32.greaterSigned(end, i32.constant(kernelSize[0])), () => {
      fn.set(end, i32.constant(kernelSize[0]));
    });
    fn.when(i32.lessSigned(first, end), () => {
      const imageRow = i32.add(start, i32.mul(first, i32.constant(dilations[0])));
      fn.set(a, i32.add(source, i32.mul(imageRow, i32.constant(rowBytes))));
      fn.set(b, i32.add(panel.b, i32.mul(first, i32.constant(kernelRowBytes))));
      const loops = kernelLoops(correlation, i32.sub(end, first));
      emitRow(fn, correlation, { ...panel, a, b, c, loops });
    });
    fn.when(i32.greaterEqualSigned(first, end), () => {
      // nothing of the image is in sight: no product, so the sums are zero
      emitRow(fn, correlation, {
        ...panel,
        a: source,
        b: panel.b,
        c,
        loops: [{ count: 0, aStep: 0, bStep: 0 }],
      });
    });
    fn.increase(c, outPitch * filters * 4);
  });
}

/** `ceil(value / divisor)` of a value that is not negative. */
function divideUp(value: I32, divisor: number): I32 {
  return divisor === 1 ? value : i32.divUnsigned(moved(value, divisor - 1), i32.constant(divisor));
}
