import type { I32 } from "../assembler/expression.ts";
import type { FunctionBuilder } from "../assembler/function_builder.ts";
import { i32 } from "../assembler/scalar_instructions.ts";
import { panelBytes } from "./emit_pack.ts";
import { emitTile } from "./emit_tile.ts";
import type { Finish } from "./finish.ts";
import type { TargetFeatures } from "./target_features.ts";
import { emitColumns, emitRows, evenOffsets } from "./tile_grid.ts";

/** A product of matrices of float32, the right one packed; strides in bytes. */
export interface MatMul {
  readonly a: I32;
  readonly aRowStride: number;
  readonly aColumnStride: number;
  /** Packed by `emitPack`. */
  readonly packed: I32;
  /** `rows` times `columns`, row by row. */
  readonly c: I32;
  readonly rows: number;
  readonly inner: number;
  readonly columns: number;
  /** What is done with results in columns that begin so many bytes into a row, before they are stored. */
  readonly finish?: ((column: I32) => Finish) | undefined;
  /** Which part of the columns to compute; all of them if there is none. */
  readonly part?: { readonly index: I32; readonly count: number };
}

/** Multiplies `a` of `rows` times `inner` by `b` of `inner` times `columns`. */
export function emitMatMul(fn: FunctionBuilder, product: MatMul, features: TargetFeatures): void {
  const { aRowStride, aColumnStride, packed, rows, inner, columns } = product;
  const cStep = columns * 4;
  emitColumns(
    fn,
    { columns, part: product.part, b: packed, bStep: panelBytes(inner), c: product.c },
    (panel) => {
      const finish = product.finish?.(fn.let(i32.sub(panel.c, product.c)));
      emitRows(
        fn,
        { rows, a: product.a, aStep: aRowStride, c: panel.c, cStep, features },
        ({ a, c, size }) => {
          emitTile(
            fn,
            {
              a,
              b: panel.b,
              c,
              aOffsets: evenOffsets(size, aRowStride),
              cOffsets: evenOffsets(size, cStep),
              columns: panel.columns,
              loops: [{ count: inner, aStep: aColumnStride, bStep: 32 }],
              accumulate: false,
              finish,
            },
            features,
          );
        },
      );
    },
  );
}
