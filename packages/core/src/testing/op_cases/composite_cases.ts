import { distinct, floats, ints, uniform, uniformInts } from "../case_tensor.ts";
import type { OpCaseTable } from "../op_case.ts";

/** Cases of composites. */
export const compositeCases: Pick<
  OpCaseTable,
  | "relu"
  | "sigmoid"
  | "softmax"
  | "sparseSoftmaxCrossEntropy"
  | "resizeNearest"
  | "stopGradient"
  | "softplus"
  | "erfInv"
  | "standardise"
> = {
  relu: [
    { claim: "an odd size", inputs: [distinct([3, 7], 101)], attributes: {} },
    {
      claim: "zeros and NaN",
      inputs: [floats([4], [0, -0, Number.NaN, -1])],
      attributes: {},
      singular: true,
    },
  ],
  sigmoid: [
    { claim: "an odd size", inputs: [uniform([3, 7], 102, [-4, 4])], attributes: {} },
    { claim: "far from 0", inputs: [floats([5], [-80, -20, 0, 20, 200])], attributes: {} },
  ],
  resizeNearest: [
    { claim: "twice as large", inputs: [uniform([2, 3, 4, 3], 111)], attributes: { factors: [2, 2] } },
    { claim: "uneven factors", inputs: [uniform([1, 2, 3, 5], 112)], attributes: { factors: [3, 1] } },
    { claim: "one channel", inputs: [uniform([3, 2, 2, 1], 113)], attributes: { factors: [1, 4] } },
    { claim: "as it is", inputs: [uniform([1, 2, 2, 2], 114)], attributes: { factors: [1, 1] } },
  ],
  softplus: [
    { claim: "an odd size", inputs: [uniform([3, 7], 117, [-4, 4])], attributes: {} },
    {
      claim: "far from 0",
      inputs: [floats([9], [-3e38, -200, -87, -20, 0, 20, 87, 200, 3e38])],
      attributes: {},
      singular: true,
    },
  ],
  erfInv: [
    { claim: "the middle", inputs: [uniform([3, 7], 118, [-0.9, 0.9])], attributes: {} },
    {
      claim: "both tails and near 0",
      inputs: [
        floats([9], [1 - 2 ** -24, 2 ** -24 - 1, 0.999, -0.9999, 0.9966, 0.9967, 0, 2 ** -24, -1e-30]),
      ],
      attributes: {},
      singular: true,
    },
  ],
  standardise: [
    {
      claim: "channels over a batch of images",
      inputs: [uniform([3, 4, 5, 6], 119)],
      attributes: { axes: [0, 1, 2], epsilon: 0.001 },
    },
    {
      claim: "the channels of a row",
      inputs: [uniform([4, 7], 120)],
      attributes: { axes: [1], epsilon: 0.01 },
    },
    {
      claim: "groups of channels",
      inputs: [uniform([2, 3, 3, 2, 3], 121)],
      attributes: { axes: [1, 2, 4], epsilon: 0.001 },
    },
    {
      claim: "one number that is its own mean",
      inputs: [floats([3, 1], [2, -5, 0])],
      attributes: { axes: [1], epsilon: 0.001 },
    },
  ],
  stopGradient: [
    { claim: "images", inputs: [uniform([2, 3, 3, 2], 115)], attributes: {}, singular: true },
    { claim: "int32", inputs: [uniformInts([5], 116, [-9, 9])], attributes: {} },
  ],
  softmax: [
    { claim: "ten classes", inputs: [uniform([5, 10], 103, [-3, 3])], attributes: {} },
    { claim: "an odd number of classes", inputs: [uniform([3, 7], 104, [-3, 3])], attributes: {} },
    { claim: "a vector", inputs: [uniform([5], 105)], attributes: {} },
    { claim: "one class", inputs: [uniform([3, 1], 106)], attributes: {} },
    {
      claim: "scores so large that exp alone would overflow",
      inputs: [floats([2, 3], [1000, 999, 0, -1000, -1001, -1002])],
      attributes: {},
    },
  ],
  sparseSoftmaxCrossEntropy: [
    {
      claim: "ten classes",
      inputs: [uniform([7, 10], 107, [-3, 3]), uniformInts([7], 108, [0, 10])],
      attributes: {},
    },
    {
      claim: "an odd number of classes",
      inputs: [uniform([4, 3], 109, [-3, 3]), uniformInts([4], 110, [0, 3])],
      attributes: {},
    },
    {
      claim: "scores so large that exp alone would overflow",
      inputs: [floats([2, 3], [200, 150, 0, -200, -201, -202]), ints([2], [1, 2])],
      attributes: {},
    },
  ],
};
