import type { Size2d } from "../../../graph/ops/window.ts";
import type { I32 } from "../assembler/expression.ts";
import type { FunctionBuilder } from "../assembler/function_builder.ts";
import { panelBytes } from "./emit_pack.ts";
import { emitTile, TILE_COLUMNS } from "./emit_tile.ts";
import type { TargetFeatures } from "./target_features.ts";
import { emitColumns, evenOffsets, moved, tileGroups } from "./tile_grid.ts";

/** The gradient of an image, without padding and strides, to which each pixel of the upstream gradient adds what it gives to the pixels that it saw. */
export interface ScatteredGradient {
  readonly upstream: I32;
  /** Rows and columns of the upstream gradient that are not zero, and pixels from one of its rows to the next. */
  readonly rows: number;
  readonly columns: number;
  readonly pitch: number;
  readonly filters: number;
  /** Zero before. */
  readonly target: I32;
  /** Of the image. */
  readonly width: number;
  readonly channels: number;
  readonly kernelSize: Size2d;
  readonly dilations: Size2d;
  /** Kernels, packed by `emitPack` with one part a kernel element, the last first. */
  readonly packed: I32;
}

/**
 * Emits it kernel element by kernel element, the last first: so the products of a sum come in the same order as in a correlation of the padded
 * upstream gradient, without those with zeros.
 */
export function emitScatteredGradient(
  fn: FunctionBuilder,
  gradient: ScatteredGradient,
  features: TargetFeatures,
): void {
  const { upstream, rows, columns, pitch, filters, target, width, channels, packed } = gradient;
  const [kernelHeight, kernelWidth] = gradient.kernelSize;
  const pixel = channels * 4;
  const rowStep = gradient.dilations[0] * width * pixel;
  const columnStep = gradient.dilations[1] * pixel;
  const last = (kernelHeight - 1) * rowStep + (kernelWidth - 1) * columnStep;
  const part = filters * TILE_COLUMNS * 4;
  const pixels = Array.from({ length: rows * columns }, (_unused, index) => {
    const [row, column] = [Math.floor(index / columns), index % columns];
    return { a: (row * pitch + column) * filters * 4, c: (row * width + column) * pixel };
  });
  const bStep = panelBytes(kernelHeight * kernelWidth * filters);
  emitColumns(fn, { columns: channels, b: packed, bStep, c: moved(target, last) }, (panel) => {
    const b = fn.let(panel.b);
    const c = fn.let(panel.c);
    fn.range({ to: kernelHeight }, () => {
      fn.range({ to: kernelWidth }, () => {
        for (const { size, repeat, start } of tileGroups(pixels.length, features)) {
          for (const first of evenOffsets(repeat, size)) {
            const tile = pixels.slice(start + first, start + first + size);
            emitTile(
              fn,
              {
                a: upstream,
                b,
                c,
                aOffsets: tile.map((each) => each.a),
                cOffsets: tile.map((each) => each.c),
                columns: panel.columns,
                loops: [{ count: filters, aStep: 4, bStep: TILE_COLUMNS * 4 }],
                accumulate: true,
              },
              features,
            );
          }
        }
        fn.increase(b, part);
        fn.increase(c, -columnStep);
      });
      fn.increase(c, kernelWidth * columnStep - rowStep);
    });
  });
}
