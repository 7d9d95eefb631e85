import type { ReductionAttributes } from "../../graph/ops/reduction.ts";
import type { Shape } from "../../graph/tensor_type.ts";
import { type CaseTensor, distinct, floats, uniform } from "../case_tensor.ts";
import type { OpCaseTable } from "../op_case.ts";

const { NaN: nan, NEGATIVE_INFINITY: negativeInfinity } = Number;

type Reduction = ReductionAttributes & { readonly claim: string; readonly x: Shape };

const REDUCTIONS: readonly Reduction[] = [
  { claim: "the last axis", x: [5, 7], axes: [1], keepDims: false },
  { claim: "the last axis, kept", x: [3, 10], axes: [1], keepDims: true },
  { claim: "the first axis", x: [6, 9], axes: [0], keepDims: false },
  { claim: "all axes of an image but the channels", x: [2, 3, 4, 5], axes: [0, 1, 2], keepDims: false },
  { claim: "axes that are not neighbours", x: [3, 4, 5], axes: [0, 2], keepDims: true },
  { claim: "an axis in the middle", x: [2, 5, 3], axes: [1], keepDims: false },
  { claim: "no axis", x: [2, 3], axes: [], keepDims: false },
];

function overAxes(make: (shape: Shape, seed: number) => CaseTensor): OpCaseTable["sum"] {
  const cases = REDUCTIONS.map(({ claim, x, axes, keepDims }) => ({
    claim,
    inputs: [make(x, 41)],
    attributes: { axes, keepDims },
  }));
  return [
    { claim: "every axis", inputs: [make([3, 37], 42)], attributes: { axes: [0, 1], keepDims: false } },
    ...cases,
  ];
}

/** Cases of sums and maxima. */
export const reductionCases: Pick<OpCaseTable, "sum" | "max" | "argMax"> = {
  sum: overAxes(uniform),
  max: [
    ...overAxes(distinct),
    {
      claim: "equals, NaN and infinities",
      inputs: [
        floats([4, 3], [1, 1, 0, nan, 1, 2, negativeInfinity, negativeInfinity, negativeInfinity, -0, 0, -1]),
      ],
      attributes: { axes: [1], keepDims: false },
      singular: true,
    },
  ],
  argMax: [
    { claim: "the last axis", inputs: [distinct([5, 10], 43)], attributes: { axis: 1 } },
    { claim: "the first axis", inputs: [distinct([5, 7], 44)], attributes: { axis: 0 } },
    { claim: "an axis in the middle", inputs: [distinct([2, 5, 3], 45)], attributes: { axis: 1 } },
    {
      claim: "the first of equals, negative numbers and infinities",
      inputs: [
        floats(
          [3, 4],
          [-2, -1, -1, -3, 0, -0, 0, 0, negativeInfinity, negativeInfinity, negativeInfinity, -5],
        ),
      ],
      attributes: { axis: 1 },
    },
  ],
};
