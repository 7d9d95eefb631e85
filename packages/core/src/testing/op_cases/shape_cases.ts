import { uniform, uniformBools, uniformBytes, uniformInts } from "../case_tensor.ts";
import type { OpCaseTable } from "../op_case.ts";

/** Cases of reshapes, broadcasts and transposes. */
export const shapeCases: Pick<OpCaseTable, "reshape" | "broadcastTo" | "transpose"> = {
  reshape: [
    { claim: "images to rows", inputs: [uniform([2, 3, 3, 5], 51)], attributes: { shape: [2, 45] } },
    { claim: "a scalar", inputs: [uniform([1, 1], 52)], attributes: { shape: [] } },
    { claim: "bytes", inputs: [uniformBytes([3, 5], 53)], attributes: { shape: [15] } },
  ],
  broadcastTo: [
    { claim: "a scalar", inputs: [uniform([], 54)], attributes: { shape: [3, 5] } },
    { claim: "a bias over images", inputs: [uniform([5], 55)], attributes: { shape: [2, 3, 2, 5] } },
    { claim: "a column over rows", inputs: [uniform([3, 1], 56)], attributes: { shape: [3, 7] } },
    { claim: "two axes of size 1", inputs: [uniform([1, 4, 1], 57)], attributes: { shape: [2, 3, 4, 5] } },
    { claim: "an axis of size 1 that stays", inputs: [uniform([1, 3], 58)], attributes: { shape: [1, 3] } },
    { claim: "int32", inputs: [uniformInts([1, 3], 59, [-5, 5])], attributes: { shape: [5, 3] } },
    { claim: "bool", inputs: [uniformBools([3, 1], 60)], attributes: { shape: [3, 5] } },
  ],
  transpose: [
    { claim: "a matrix", inputs: [uniform([5, 7], 61)], attributes: { permutation: [1, 0] } },
    {
      claim: "images to channels first",
      inputs: [uniform([2, 3, 5, 3], 62)],
      attributes: { permutation: [0, 3, 1, 2] },
    },
    {
      claim: "a cycle of three axes",
      inputs: [uniform([2, 3, 4], 63)],
      attributes: { permutation: [2, 0, 1] },
    },
    { claim: "nothing", inputs: [uniform([2, 3], 64)], attributes: { permutation: [0, 1] } },
    { claim: "bytes", inputs: [uniformBytes([3, 5], 65)], attributes: { permutation: [1, 0] } },
  ],
};
