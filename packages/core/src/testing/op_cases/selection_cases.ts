import { floats, ints, uniform, uniformBools, uniformBytes, uniformInts } from "../case_tensor.ts";
import type { OpCaseTable } from "../op_case.ts";

type Comparison = "equal" | "greater" | "greaterEqual";

const { NaN: nan, POSITIVE_INFINITY: infinity } = Number;

function comparisonCases(): OpCaseTable[Comparison] {
  return [
    {
      claim: "float32 with equals, zeros of both signs and NaN",
      inputs: [floats([7], [1, 2, 3, -0, nan, nan, infinity]), floats([7], [2, 2, 1, 0, 1, nan, infinity])],
      attributes: {},
    },
    {
      claim: "int32",
      inputs: [uniformInts([5, 7], 21, [-3, 3]), uniformInts([5, 7], 22, [-3, 3])],
      attributes: {},
    },
    { claim: "scalars", inputs: [floats([], [1]), floats([], [1])], attributes: {} },
  ];
}

/** Cases of comparisons, choices and conversions. */
export const selectionCases: Pick<OpCaseTable, Comparison | "select" | "cast" | "oneHot"> = {
  equal: comparisonCases(),
  greater: comparisonCases(),
  greaterEqual: comparisonCases(),
  select: [
    {
      claim: "float32 of an odd size",
      inputs: [uniformBools([3, 7], 23), uniform([3, 7], 24), uniform([3, 7], 25)],
      attributes: {},
    },
    {
      claim: "int32",
      inputs: [uniformBools([9], 26), uniformInts([9], 27, [-9, 9]), uniformInts([9], 28, [-9, 9])],
      attributes: {},
    },
    {
      claim: "bool",
      inputs: [uniformBools([9], 29), uniformBools([9], 30), uniformBools([9], 31)],
      attributes: {},
    },
    {
      claim: "NaN where it is not chosen",
      inputs: [
        { type: { dtype: "bool", shape: [2] }, data: Uint8Array.of(1, 0) },
        floats([2], [1, nan]),
        floats([2], [nan, 2]),
      ],
      attributes: {},
      singular: true,
    },
  ],
  cast: [
    { claim: "uint8 to float32", inputs: [uniformBytes([3, 11], 32)], attributes: { dtype: "float32" } },
    { claim: "uint8 to int32", inputs: [uniformBytes([3, 11], 33)], attributes: { dtype: "int32" } },
    { claim: "bool to float32", inputs: [uniformBools([13], 34)], attributes: { dtype: "float32" } },
    { claim: "bool to int32", inputs: [uniformBools([13], 35)], attributes: { dtype: "int32" } },
    {
      claim: "int32 to float32, rounding to even",
      inputs: [ints([5], [16_777_217, 16_777_219, -5, 0x7fff_ffff, -0x8000_0000])],
      attributes: { dtype: "float32" },
    },
    {
      claim: "float32 to int32, towards zero and within its range",
      inputs: [floats([9], [0.9, -0.9, 2.5, -3.5, 3e9, -3e9, nan, infinity, -infinity])],
      attributes: { dtype: "int32" },
    },
    { claim: "float32 to float32", inputs: [uniform([5], 36)], attributes: { dtype: "float32" } },
  ],
  oneHot: [
    { claim: "labels", inputs: [uniformInts([7], 37, [0, 10])], attributes: { depth: 10 } },
    { claim: "indices outside the depth", inputs: [ints([4], [-1, 0, 2, 3])], attributes: { depth: 3 } },
    { claim: "a matrix of indices", inputs: [uniformInts([2, 3], 38, [0, 5])], attributes: { depth: 5 } },
    { claim: "a scalar index", inputs: [ints([], [1])], attributes: { depth: 3 } },
  ],
};
