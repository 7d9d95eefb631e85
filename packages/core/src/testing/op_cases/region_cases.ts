import { uniform, uniformBools, uniformBytes, uniformInts } from "../case_tensor.ts";
import type { OpCaseTable } from "../op_case.ts";

/** Cases of slices, concatenations and padding. */
export const regionCases: Pick<OpCaseTable, "slice" | "concat" | "pad"> = {
  slice: [
    {
      claim: "some channels of images",
      inputs: [uniform([2, 3, 3, 7], 121)],
      attributes: { begin: [0, 0, 0, 2], size: [2, 3, 3, 3] },
    },
    {
      claim: "the middle of images",
      inputs: [uniform([3, 5, 6, 3], 122)],
      attributes: { begin: [0, 1, 2, 0], size: [3, 3, 3, 3] },
    },
    {
      claim: "some of the images",
      inputs: [uniform([5, 2, 3, 2], 123)],
      attributes: { begin: [1, 0, 0, 0], size: [3, 2, 3, 2] },
    },
    { claim: "a column", inputs: [uniform([5, 7], 124)], attributes: { begin: [0, 6], size: [5, 1] } },
    { claim: "one element", inputs: [uniform([3, 5], 125)], attributes: { begin: [1, 3], size: [1, 1] } },
    { claim: "all of it", inputs: [uniform([3, 5], 126)], attributes: { begin: [0, 0], size: [3, 5] } },
    { claim: "a scalar", inputs: [uniform([], 127)], attributes: { begin: [], size: [] } },
    { claim: "a long run", inputs: [uniform([999], 128)], attributes: { begin: [13], size: [901] } },
    {
      claim: "int32",
      inputs: [uniformInts([4, 5], 129, [-9, 9])],
      attributes: { begin: [1, 1], size: [2, 3] },
    },
    { claim: "bytes", inputs: [uniformBytes([4, 9], 130)], attributes: { begin: [1, 3], size: [3, 5] } },
  ],
  concat: [
    {
      claim: "channels of images",
      inputs: [uniform([2, 3, 2, 3], 131), uniform([2, 3, 2, 1], 132), uniform([2, 3, 2, 4], 133)],
      attributes: { axis: 3 },
    },
    {
      claim: "rows of images",
      inputs: [uniform([2, 1, 3, 2], 134), uniform([2, 4, 3, 2], 135)],
      attributes: { axis: 1 },
    },
    {
      claim: "images of two batches",
      inputs: [uniform([1, 2, 3, 2], 136), uniform([3, 2, 3, 2], 137)],
      attributes: { axis: 0 },
    },
    { claim: "vectors", inputs: [uniform([3], 138), uniform([1], 139)], attributes: { axis: 0 } },
    { claim: "one tensor alone", inputs: [uniform([3, 5], 140)], attributes: { axis: 1 } },
    {
      claim: "int32",
      inputs: [uniformInts([2, 3], 141, [-9, 9]), uniformInts([2, 2], 142, [-9, 9])],
      attributes: { axis: 1 },
    },
    {
      claim: "bool",
      inputs: [uniformBools([2, 3], 143), uniformBools([2, 6], 144)],
      attributes: { axis: 1 },
    },
  ],
  pad: [
    {
      claim: "zeros on all four sides of images",
      inputs: [uniform([2, 3, 4, 3], 145)],
      attributes: { before: [0, 1, 2, 0], after: [0, 2, 1, 0], value: 0 },
    },
    {
      claim: "a number after the channels",
      inputs: [uniform([2, 2, 3, 3], 146)],
      attributes: { before: [0, 0, 0, 0], after: [0, 0, 0, 2], value: 0.7 },
    },
    {
      claim: "whole images",
      inputs: [uniform([2, 2, 3, 1], 147)],
      attributes: { before: [1, 0, 0, 0], after: [2, 0, 0, 0], value: -0 },
    },
    {
      claim: "an infinity around a vector",
      inputs: [uniform([5], 148)],
      attributes: { before: [3], after: [70], value: Number.NEGATIVE_INFINITY },
      singular: true,
    },
    { claim: "nothing", inputs: [uniform([3], 149)], attributes: { before: [0], after: [0], value: 1 } },
    {
      claim: "int32",
      inputs: [uniformInts([2, 3], 150, [-9, 9])],
      attributes: { before: [1, 0], after: [0, 2], value: -7 },
    },
    {
      claim: "bytes",
      inputs: [uniformBytes([2, 3], 151)],
      attributes: { before: [1, 1], after: [1, 2], value: 200 },
    },
    { claim: "bool", inputs: [uniformBools([3], 152)], attributes: { before: [1], after: [1], value: 1 } },
  ],
};
