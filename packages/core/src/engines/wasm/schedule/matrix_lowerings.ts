import { emitMatMul } from "../kernels/emit_mat_mul.ts";
import { emitPack, packedBytes } from "../kernels/emit_pack.ts";
import { TILE_COLUMNS } from "../kernels/emit_tile.ts";
import type { Epilogue } from "./epilogue.ts";
import { fusedName, fusedReads, fusedWrites } from "./fused_parts.ts";
import type { LoweringTable } from "./lowering.ts";
import type { Stage, Use } from "./stage.ts";

/** A matrix product of fewer multiply-adds is not cut for threads. */
const FEWEST_PRODUCTS = 500_000;
/** More parts than threads, so that one that is held up takes fewer. */
const MOST_PARTS = 8;

/** Products of matrices. */
export const matrixLowerings: Pick<LoweringTable, "matMul"> = {
  matMul: ({ node, inputs, output, prepare }) => {
    const [a, b] = inputs as [Use, Use];
    const { transposeA, transposeB } = node.attributes;
    const [rows, columns] = output.type.shape as [number, number];
    const [aRows, aColumns] = a.type.shape as [number, number];
    const inner = transposeA ? aRows : aColumns;
    const wide = Math.ceil(columns / TILE_COLUMNS);
    const parts = rows * inner * columns < FEWEST_PRODUCTS ? 1 : Math.min(MOST_PARTS, wide);
    const packed = prepare(
      { bytes: packedBytes(inner, columns), form: `matrix ${transposeB}` },
      (target) => ({
        name: `pack for matMul #${node.id}`,
        reads: [b],
        writes: [target],
        emit: (fn, { reads: [source], writes: [panels] }) => {
          emitPack(fn, {
            source: source!.address,
            target: panels!.address,
            parts: [],
            rows: inner,
            rowStride: transposeB ? 4 : columns * 4,
            columns,
            columnStride: transposeB ? inner * 4 : 4,
          });
        },
      }),
    );
    const stage = (before?: Epilogue): Stage => ({
      name: fusedName(`matMul #${node.id}`, { before }),
      parts,
      reads: [a, packed, ...fusedReads({ before })],
      writes: fusedWrites(output, { before }),
      ...(before === undefined && { withEpilogue: stage }),
      emit: (fn, { reads: [left, panels, ...others], writes: [target, ...besides], image }, features) => {
        emitMatMul(
          fn,
          {
            a: left!.address,
            aRowStride: transposeA ? 4 : aColumns * 4,
            aColumnStride: transposeA ? aColumns * 4 : 4,
            packed: panels!.address,
            c: target!.address,
            rows,
            inner,
            columns,
            finish: before?.start(fn, [...others, ...besides], target!.address),
            ...(parts > 1 && { part: { index: image, count: parts } }),
          },
          features,
        );
      },
    });
    return stage();
  },
};
