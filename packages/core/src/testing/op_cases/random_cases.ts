import { ints } from "../case_tensor.ts";
import type { OpCaseTable } from "../op_case.ts";

/** Cases of random numbers. */
export const randomCases: Pick<OpCaseTable, "randomUniform"> = {
  randomUniform: [
    {
      claim: "whole blocks",
      inputs: [ints([], [7]), ints([], [0])],
      attributes: { shape: [8, 64], stream: 0 },
    },
    {
      claim: "a tail of a block",
      inputs: [ints([], [123_456_789]), ints([], [42])],
      attributes: { shape: [3, 7], stream: 5 },
    },
    {
      claim: "negative seed and step, read as their bits",
      inputs: [ints([], [-1]), ints([], [-2])],
      attributes: { shape: [5], stream: 1 },
    },
    { claim: "a scalar", inputs: [ints([], [1]), ints([], [1])], attributes: { shape: [], stream: 2 } },
  ],
};
