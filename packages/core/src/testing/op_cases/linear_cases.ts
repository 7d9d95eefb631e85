import type { MatMulAttributes } from "../../graph/ops/linear.ts";
import { uniform } from "../case_tensor.ts";
import type { OpCaseOf, OpCaseTable } from "../op_case.ts";

type MatMulCase = Omit<OpCaseOf<"matMul">, "op">;

/** Sizes that fit no tile, and one that fits tiles of 4 and 8. */
const SIZES: readonly (readonly [m: number, k: number, n: number])[] = [
  [5, 7, 3],
  [1, 9, 13],
  [16, 8, 24],
  [6, 33, 10],
];

function matMulCase(size: readonly [number, number, number], attributes: MatMulAttributes): MatMulCase {
  const [m, k, n] = size;
  const { transposeA, transposeB } = attributes;
  const suffix = `${transposeA ? ", the first transposed" : ""}${transposeB ? ", the second transposed" : ""}`;
  return {
    claim: `[${m},${k}] by [${k},${n}]${suffix}`,
    inputs: [uniform(transposeA ? [k, m] : [m, k], 71), uniform(transposeB ? [n, k] : [k, n], 72)],
    attributes,
  };
}

/** Cases of matrix products. */
export const linearCases: Pick<OpCaseTable, "matMul"> = {
  matMul: [
    matMulCase([1, 1, 1], { transposeA: false, transposeB: false }),
    ...SIZES.flatMap((size) =>
      [false, true].flatMap((transposeA) =>
        [false, true].map((transposeB) => matMulCase(size, { transposeA, transposeB })),
      ),
    ),
  ],
};
