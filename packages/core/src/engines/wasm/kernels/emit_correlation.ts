import type { Size2d } from "../../../graph/ops/window.ts";
import type { I32 } from "../assembler/expression.ts";
import type { FunctionBuilder } from "../assembler/function_builder.ts";
import { i32 } from "../assembler/scalar_instructions.ts";
import {
  type Correlation,
  type CorrelationPooling,
  emitRow,
  kernelLoops,
  type Panel,
} from "./correlation.ts";
import { emitClippedRows } from "./emit_clipped_rows.ts";
import { bytesOfPositions, emitMaxPool, type Pool, placeOfPositions } from "./emit_max_pool.ts";
import { panelBytes } from "./emit_pack.ts";
import { emitTile, TILE_COLUMNS } from "./emit_tile.ts";
import type { TargetFeatures } from "./target_features.ts";
import { emitColumns, tileGroups } from "./tile_grid.ts";

/** Up to so many output pixels the tiles do not keep to rows: each is written out on its own, and none has a poor size. */
const LARGEST_WRITTEN_OUT = 36;

/** Whether some output row sees rows outside the image. */
function needsClipping({ height, outHeight, kernelSize, strides, dilations, top }: Correlation): boolean {
  const last = (outHeight - 1) * strides[0] - top + (kernelSize[0] - 1) * dilations[0];
  return top !== 0 || last >= height;
}

/** Rows of results between two poolings: those of one row of windows, or of all where tiles do not keep to rows. */
function bandRows(
  { outHeight, outWidth }: Pick<Correlation, "outHeight" | "outWidth">,
  size: Size2d,
): number {
  return outHeight * outWidth <= LARGEST_WRITTEN_OUT ? outHeight : size[0];
}

/** Bytes of the results between two poolings, eight filters wide. */
export function bandBytes(outputs: Pick<Correlation, "outHeight" | "outWidth">, size: Size2d): number {
  return bandRows(outputs, size) * outputs.outWidth * TILE_COLUMNS * 4;
}

/** Emits a cross-correlation of one image. */
export function emitCorrelation(
  fn: FunctionBuilder,
  correlation: Correlation,
  features: TargetFeatures,
): void {
  const { channels, filters, kernelSize, packed, target, pooling } = correlation;
  const bStep = panelBytes(kernelSize[0] * kernelSize[1] * channels);
  emitColumns(fn, { columns: filters, b: packed, bStep, c: target }, ({ b, c, columns }) => {
    const column = fn.let(i32.sub(c, target));
    const panel: Panel = { b, c, columns, finish: correlation.finish?.(column), features };
    if (pooling === undefined) {
      panelEmitter(correlation)(fn, correlation, panel);
    } else {
      emitPooledPanel(fn, correlation, pooling, { ...panel, column });
    }
  });
}

/** How the results of up to eight filters are computed. */
function panelEmitter(correlation: Correlation): typeof emitWholeRows {
  if (needsClipping(correlation)) {
    return emitClippedRows;
  }
  const isSmall = correlation.outHeight * correlation.outWidth <= LARGEST_WRITTEN_OUT;
  return isSmall ? emitWrittenOut : emitWholeRows;
}

/** The results of up to eight filters, band by band, each pooled while it is in the cache. */
function emitPooledPanel(
  fn: FunctionBuilder,
  correlation: Correlation,
  { size, positions, band, finish }: CorrelationPooling,
  { column, ...panel }: Panel & { readonly column: I32 },
): void {
  const { outHeight, outWidth, filters } = correlation;
  const rows = bandRows(correlation, size);
  const pool: Pool = {
    height: rows,
    width: outWidth,
    channels: panel.columns,
    pixelBytes: TILE_COLUMNS * 4,
    outHeight: rows / size[0],
    outWidth: outWidth / size[1],
    outPitch: filters,
    size,
    strides: size,
  };
  const emitBand = panelEmitter(correlation);
  const part = { ...correlation, outHeight: rows, outPitch: outWidth, pixelBytes: TILE_COLUMNS * 4 };
  const windows = pool.outHeight * pool.outWidth * filters;
  const pooled = fn.let(panel.c);
  const positionsAt = positions && fn.let(placeOfPositions(positions, column));
  const firstRow = fn.let(i32.constant(0));
  fn.range({ to: outHeight / rows }, () => {
    emitBand(fn, { ...part, firstRow }, { ...panel, c: band });
    emitMaxPool(fn, pool, {
      source: band,
      pooled,
      positions: positionsAt && { ...positions!, address: positionsAt },
      finish: finish && ((quad) => finish(i32.add(column, quad))),
    });
    fn.increase(firstRow, rows);
    fn.increase(pooled, windows * 4);
    if (positionsAt !== null) {
      fn.increase(positionsAt, windows * bytesOfPositions(positions!));
    }
  });
}

function emitWrittenOut(fn: FunctionBuilder, correlation: Correlation, panel: Panel): void {
  const { source, width, channels, outHeight, outWidth, strides, kernelSize } = correlation;
  const { outPitch = outWidth, outStep = 1, pixelBytes = correlation.filters * 4 } = correlation;
  const pixels = Array.from({ length: outHeight * outWidth }, (_unused, pixel) => {
    const row = Math.floor(pixel / outWidth);
    const column = pixel % outWidth;
    return {
      a: (row * strides[0] * width + column * strides[1]) * channels * 4,
      c: (row * outPitch + column * outStep) * pixelBytes,
    };
  });
  for (const { size, repeat, start } of tileGroups(pixels.length, panel.features)) {
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

function emitWholeRows(fn: FunctionBuilder, correlation: Correlation, panel: Panel): void {
  const { source, width, channels, outHeight, outWidth, filters, strides, kernelSize } = correlation;
  const { outPitch = outWidth, pixelBytes = filters * 4, firstRow } = correlation;
  const rowBytes = strides[0] * width * channels * 4;
  const a = fn.let(
    firstRow === undefined ? source : i32.add(source, i32.mul(firstRow, i32.constant(rowBytes))),
  );
  const c = fn.let(panel.c);
  fn.range({ to: outHeight }, () => {
    emitRow(fn, correlation, { ...panel, a, c, loops: kernelLoops(correlation, kernelSize[0]) });
    fn.increase(a, rowBytes);
    fn.increase(c, outPitch * pixelBytes);
  });
}
