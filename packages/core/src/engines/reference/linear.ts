import { allocate } from "../../graph/tensor_type.ts";
import type { LoweringTable } from "./lowering.ts";

/** Matrix products; each dot product is taken in double precision and rounded once. */
export const linearLowerings: Pick<LoweringTable, "matMul"> = {
  matMul: ({ inputs: [a, b], inputTypes, attributes: { transposeA, transposeB }, type }) => {
    const [m, n] = type.shape as [number, number];
    const k = inputTypes[0]!.shape[transposeA ? 0 : 1]!;
    const [aRow, aColumn] = transposeA ? [1, m] : [k, 1];
    const [bRow, bColumn] = transposeB ? [1, k] : [n, 1];
    const result = allocate(type);
    for (let row = 0; row < m; row++) {
      for (let column = 0; column < n; column++) {
        let total = 0;
        for (let i = 0; i < k; i++) {
          total += a![row * aRow + i * aColumn]! * b![i * bRow + column * bColumn]!;
        }
        result[row * n + column] = total;
      }
    }
    return result;
  },
};
