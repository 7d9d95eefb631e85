import { ints, uniform, uniformBytes } from "../case_tensor.ts";
import type { OpCaseTable } from "../op_case.ts";

/** Cases of feeds, state and constants. */
export const leafCases: Pick<OpCaseTable, "placeholder" | "variable" | "constant"> = {
  placeholder: [
    {
      claim: "float32",
      inputs: [uniform([2, 3], 1)],
      attributes: { name: "images", type: { dtype: "float32", shape: [2, 3] } },
    },
    {
      claim: "uint8 of an odd length",
      inputs: [uniformBytes([3, 3], 2)],
      attributes: { name: "images", type: { dtype: "uint8", shape: [3, 3] } },
    },
    {
      claim: "an int32 scalar",
      inputs: [ints([], [-7])],
      attributes: { name: "step", type: { dtype: "int32", shape: [] } },
    },
  ],
  variable: [
    {
      claim: "float32",
      inputs: [uniform([5], 3)],
      attributes: { name: "layers.0.bias", type: { dtype: "float32", shape: [5] } },
    },
    {
      claim: "an int32 scalar",
      inputs: [ints([], [0x7fff_ffff])],
      attributes: { name: "step", type: { dtype: "int32", shape: [] } },
    },
  ],
  constant: [
    {
      claim: "one value an element",
      inputs: [],
      attributes: { values: [1, -2.5, 1e-40], type: { dtype: "float32", shape: [3] } },
    },
    {
      claim: "one value that fills the tensor",
      inputs: [],
      attributes: { values: [0.1], type: { dtype: "float32", shape: [3, 3] } },
    },
    { claim: "int32", inputs: [], attributes: { values: [-3, 4], type: { dtype: "int32", shape: [2] } } },
    { claim: "bool", inputs: [], attributes: { values: [1, 0, 1], type: { dtype: "bool", shape: [3] } } },
  ],
};
