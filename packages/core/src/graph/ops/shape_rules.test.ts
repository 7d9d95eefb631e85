import { describe, expect, test } from "vitest";
import type { NoAttributes, OpDefinition } from "../op.ts";
import type { OpAttributes, OpName } from "../op_attributes.ts";
import { OPS } from "../op_registry.ts";
import type { DType, TensorType } from "../tensor_type.ts";
import type { ReductionAttributes } from "./reduction.ts";
import { NO_PADDING } from "./window.ts";

/** Inputs that an op must refuse, and why. */
interface Refusal<TAttributes> {
  readonly claim: string;
  readonly inputs: readonly TensorType[];
  readonly attributes: TAttributes;
  readonly message: string;
}

type Refusals = { readonly [TName in OpName]: readonly Refusal<OpAttributes[TName]>[] };

function type(dtype: DType, ...shape: number[]): TensorType {
  return { dtype, shape };
}

const f = (...shape: number[]): TensorType => type("float32", ...shape);
const i = (...shape: number[]): TensorType => type("int32", ...shape);

type Unary =
  | "neg"
  | "exp"
  | "log"
  | "tanh"
  | "sqrt"
  | "abs"
  | "sign"
  | "floor"
  | "erf"
  | "relu"
  | "sigmoid"
  | "softmax"
  | "softplus"
  | "erfInv"
  | "standardise";

function unary(name: Unary): readonly Refusal<NoAttributes>[] {
  return [
    {
      claim: "two inputs",
      inputs: [f(2), f(2)],
      attributes: {},
      message: `Cannot apply "${name}" as it takes 1 inputs: current number is 2`,
    },
    {
      claim: "whole numbers",
      inputs: [i(2)],
      attributes: {},
      message: `Cannot apply "${name}" as its input must be float32: current value is int32[2]`,
    },
  ];
}

type Binary = "add" | "sub" | "mul" | "div" | "maximum" | "minimum" | "equal" | "greater" | "greaterEqual";

function binary(name: Binary, dtypes = "float32"): readonly Refusal<NoAttributes>[] {
  return [
    {
      claim: "one input",
      inputs: [f(2)],
      attributes: {},
      message: `Cannot apply "${name}" as it takes 2 inputs: current number is 1`,
    },
    {
      claim: "bytes",
      inputs: [type("uint8", 2), type("uint8", 2)],
      attributes: {},
      message: `Cannot apply "${name}" as its input must be ${dtypes}: current value is uint8[2]`,
    },
    {
      claim: "two element types",
      inputs: [f(2), i(2)],
      attributes: {},
      message: `Cannot apply "${name}" as its input must be float32: current value is int32[2]`,
    },
    {
      claim: "two shapes",
      inputs: [f(2, 3), f(3, 2)],
      attributes: {},
      message: `Cannot apply "${name}" as its inputs must have one shape: current values are float32[2,3] and float32[3,2]`,
    },
  ];
}

function reduction(name: "sum" | "max"): readonly Refusal<ReductionAttributes>[] {
  const attributes = { axes: [0], keepDims: false };
  return [
    {
      claim: "no input",
      inputs: [],
      attributes,
      message: `Cannot apply "${name}" as it takes 1 inputs: current number is 0`,
    },
    {
      claim: "whole numbers",
      inputs: [i(2)],
      attributes,
      message: `Cannot apply "${name}" as its input must be float32: current value is int32[2]`,
    },
    {
      claim: "an axis that does not exist",
      inputs: [f(2)],
      attributes: { axes: [0, 1], keepDims: false },
      message: `Cannot apply "${name}" as the axis must exist in float32[2]: current value is 1`,
    },
  ];
}

const window = { strides: [1, 1], padding: NO_PADDING, dilations: [1, 1] } as const;
const pool = { size: [2, 2], strides: [2, 2], padding: NO_PADDING } as const;

// one table, longer than a file should be: an op without a row in it does not compile
const REFUSALS: Refusals = {
  placeholder: [],
  variable: [],
  constant: [
    {
      claim: "neither one value nor one an element",
      inputs: [],
      attributes: { values: [1, 2], type: f(3) },
      message: "Cannot make a constant float32[3] as it needs 1 or 3 values: current number is 2",
    },
  ],
  neg: unary("neg"),
  exp: unary("exp"),
  log: unary("log"),
  tanh: unary("tanh"),
  sqrt: unary("sqrt"),
  abs: unary("abs"),
  sign: unary("sign"),
  floor: unary("floor"),
  erf: unary("erf"),
  add: binary("add", "float32 or int32"),
  sub: binary("sub", "float32 or int32"),
  mul: binary("mul", "float32 or int32"),
  div: binary("div"),
  maximum: binary("maximum"),
  minimum: binary("minimum"),
  equal: binary("equal", "float32 or int32"),
  greater: binary("greater", "float32 or int32"),
  greaterEqual: binary("greaterEqual", "float32 or int32"),
  select: [
    {
      claim: "a condition of numbers",
      inputs: [f(2), f(2), f(2)],
      attributes: {},
      message: 'Cannot apply "select" as its input must be bool: current value is float32[2]',
    },
    {
      claim: "two element types",
      inputs: [type("bool", 2), f(2), i(2)],
      attributes: {},
      message: 'Cannot apply "select" as its input must be float32: current value is int32[2]',
    },
    {
      claim: "a condition of another shape",
      inputs: [type("bool", 1), f(2), f(2)],
      attributes: {},
      message:
        'Cannot apply "select" as its inputs must have one shape: current values are bool[1] and float32[2]',
    },
  ],
  cast: [
    {
      claim: "a target of bytes",
      inputs: [f(2)],
      attributes: { dtype: "uint8" },
      message: "Cannot cast float32[2] as the target must be float32 or int32: current value is uint8",
    },
    {
      claim: "a target of truth values",
      inputs: [i(2)],
      attributes: { dtype: "bool" },
      message: "Cannot cast int32[2] as the target must be float32 or int32: current value is bool",
    },
  ],
  oneHot: [
    {
      claim: "indices that are no whole numbers",
      inputs: [f(2)],
      attributes: { depth: 3 },
      message: 'Cannot apply "oneHot" as its input must be int32: current value is float32[2]',
    },
  ],
  sum: reduction("sum"),
  max: reduction("max"),
  argMax: [
    {
      claim: "an axis that does not exist",
      inputs: [f(2, 3)],
      attributes: { axis: -1 },
      message: 'Cannot apply "argMax" as the axis must exist in float32[2,3]: current value is -1',
    },
  ],
  reshape: [
    {
      claim: "another number of elements",
      inputs: [f(2, 3)],
      attributes: { shape: [4] },
      message: "Cannot reshape float32[2,3] as the new shape must have 6 elements: current value is [4]",
    },
  ],
  broadcastTo: [
    {
      claim: "an axis that is neither 1 nor equal",
      inputs: [f(2, 3)],
      attributes: { shape: [4, 3] },
      message: "Cannot broadcast float32[2,3] as each axis must be 1 or equal: current value is [4,3]",
    },
    {
      claim: "fewer axes",
      inputs: [f(1, 3)],
      attributes: { shape: [3] },
      message: "Cannot broadcast float32[1,3] as each axis must be 1 or equal: current value is [3]",
    },
  ],
  transpose: [
    {
      claim: "a permutation that names an axis twice",
      inputs: [f(2, 3)],
      attributes: { permutation: [1, 1] },
      message:
        "Cannot transpose float32[2,3] as the permutation must name each axis once: current value is [1,1]",
    },
  ],
  slice: [
    {
      claim: "a part that reaches beyond the end",
      inputs: [f(2, 3)],
      attributes: { begin: [0, 2], size: [2, 2] },
      message: "Cannot slice float32[2,3] as the part must lie in it: current value is [2,2] from [0,2] on",
    },
    {
      claim: "an empty part",
      inputs: [f(2, 3)],
      attributes: { begin: [0, 0], size: [0, 3] },
      message: "Cannot slice float32[2,3] as the part must lie in it: current value is [0,3] from [0,0] on",
    },
    {
      claim: "a part of fewer axes",
      inputs: [f(2, 3)],
      attributes: { begin: [0], size: [1] },
      message: "Cannot slice float32[2,3] as the part must lie in it: current value is [1] from [0] on",
    },
  ],
  concat: [
    {
      claim: "nothing",
      inputs: [],
      attributes: { axis: 0 },
      message: 'Cannot apply "concat" as it takes at least 1 input: current number is 0',
    },
    {
      claim: "an axis that does not exist",
      inputs: [f(2, 3), f(2, 3)],
      attributes: { axis: 2 },
      message: 'Cannot apply "concat" as the axis must exist in float32[2,3]: current value is 2',
    },
    {
      claim: "tensors that differ along another axis",
      inputs: [f(2, 3), f(3, 4)],
      attributes: { axis: 1 },
      message: "Cannot concatenate float32[2,3] and float32[3,4] as only axis 1 may differ",
    },
    {
      claim: "two element types",
      inputs: [f(2), i(2)],
      attributes: { axis: 0 },
      message: 'Cannot apply "concat" as its input must be float32: current value is int32[2]',
    },
  ],
  pad: [
    {
      claim: "fewer numbers than axes",
      inputs: [f(2, 3)],
      attributes: { before: [1], after: [1, 0], value: 0 },
      message:
        "Cannot pad float32[2,3] as each axis takes two whole numbers of at least 0: current values are [1] and [1,0]",
    },
    {
      claim: "less than nothing",
      inputs: [f(2)],
      attributes: { before: [-1], after: [0], value: 0 },
      message:
        "Cannot pad float32[2] as each axis takes two whole numbers of at least 0: current values are [-1] and [0]",
    },
  ],
  matMul: [
    {
      claim: "inner sizes that differ",
      inputs: [f(2, 3), f(2, 3)],
      attributes: { transposeA: true, transposeB: true },
      message:
        "Cannot multiply float32[2,3] by float32[2,3] (transposed: true, true) as the inner sizes must be equal: current values are 2 and 3",
    },
    {
      claim: "a vector",
      inputs: [f(3), f(3, 2)],
      attributes: { transposeA: false, transposeB: false },
      message: 'Cannot apply "matMul" as its input must have rank 2: current value is float32[3]',
    },
  ],
  conv2d: [
    {
      claim: "a kernel of other channels",
      inputs: [f(1, 5, 5, 3), f(3, 3, 4, 8)],
      attributes: window,
      message:
        'Cannot apply "conv2d" as the kernel float32[3,3,4,8] must have the 3 channels of the input: current value is 4',
    },
    {
      claim: "a kernel larger than the image",
      inputs: [f(1, 5, 5, 3), f(3, 3, 3, 8)],
      attributes: { ...window, dilations: [1, 3] },
      message:
        'Cannot apply "conv2d" as the window must not be larger than the padded input float32[1,5,5,3]: current size is [3,3]',
    },
    {
      claim: "images without channels",
      inputs: [f(1, 5, 5), f(3, 3, 1, 8)],
      attributes: window,
      message: 'Cannot apply "conv2d" as its input must have rank 4: current value is float32[1,5,5]',
    },
    {
      claim: "bytes",
      inputs: [type("uint8", 1, 5, 5, 1), f(3, 3, 1, 8)],
      attributes: window,
      message: 'Cannot apply "conv2d" as its input must be float32: current value is uint8[1,5,5,1]',
    },
  ],
  conv2dBackpropInput: [
    {
      claim: "an upstream gradient of another shape",
      inputs: [f(3, 3, 1, 8), f(1, 5, 5, 8)],
      attributes: { ...window, shape: [1, 5, 5, 1] },
      message:
        'Cannot apply "conv2dBackpropInput" as the upstream gradient must be float32[1,3,3,8]: current value is float32[1,5,5,8]',
    },
  ],
  conv2dBackpropFilter: [
    {
      claim: "an upstream gradient of another shape",
      inputs: [f(1, 5, 5, 1), f(1, 3, 3, 4)],
      attributes: { ...window, shape: [3, 3, 1, 8] },
      message:
        'Cannot apply "conv2dBackpropFilter" as the upstream gradient must be float32[1,3,3,8]: current value is float32[1,3,3,4]',
    },
  ],
  depthwiseConv2d: [
    {
      claim: "a kernel of other channels",
      inputs: [f(1, 5, 5, 3), f(3, 3, 4, 1)],
      attributes: window,
      message:
        'Cannot apply "depthwiseConv2d" as the kernel float32[3,3,4,1] must have the 3 channels of the input: current value is 4',
    },
    {
      claim: "a kernel larger than the image",
      inputs: [f(1, 2, 5, 3), f(3, 3, 3, 1)],
      attributes: window,
      message:
        'Cannot apply "depthwiseConv2d" as the window must not be larger than the padded input float32[1,2,5,3]: current size is [3,3]',
    },
  ],
  depthwiseConv2dBackpropInput: [
    {
      claim: "an upstream gradient of another shape",
      inputs: [f(3, 3, 2, 3), f(1, 3, 3, 3)],
      attributes: { ...window, shape: [1, 5, 5, 2] },
      message:
        'Cannot apply "depthwiseConv2dBackpropInput" as its inputs must have one shape: current values are float32[1,3,3,3] and float32[1,3,3,6]',
    },
  ],
  depthwiseConv2dBackpropFilter: [
    {
      claim: "an upstream gradient of another shape",
      inputs: [f(1, 5, 5, 2), f(1, 3, 3, 2)],
      attributes: { ...window, shape: [3, 3, 2, 3] },
      message:
        'Cannot apply "depthwiseConv2dBackpropFilter" as its inputs must have one shape: current values are float32[1,3,3,2] and float32[1,3,3,6]',
    },
  ],
  avgPool: [
    {
      claim: "a window larger than the image",
      inputs: [f(1, 1, 4, 1)],
      attributes: pool,
      message:
        'Cannot apply "avgPool" as the window must not be larger than the padded input float32[1,1,4,1]: current size is [2,2]',
    },
  ],
  avgPoolGrad: [
    {
      claim: "an upstream gradient of another shape",
      inputs: [f(1, 2, 1, 1)],
      attributes: { ...pool, shape: [1, 4, 4, 1] },
      message:
        'Cannot apply "avgPoolGrad" as its inputs must have one shape: current values are float32[1,2,1,1] and float32[1,2,2,1]',
    },
  ],
  maxPool: [
    {
      claim: "a window larger than the image",
      inputs: [f(1, 1, 4, 1)],
      attributes: pool,
      message:
        'Cannot apply "maxPool" as the window must not be larger than the padded input float32[1,1,4,1]: current size is [2,2]',
    },
  ],
  maxPoolGrad: [
    {
      claim: "an upstream gradient of another shape",
      inputs: [f(1, 4, 4, 1), f(1, 2, 2, 1), f(1, 2, 1, 1)],
      attributes: pool,
      message:
        'Cannot apply "maxPoolGrad" as its inputs must have one shape: current values are float32[1,2,1,1] and float32[1,2,2,1]',
    },
  ],
  maxPoolIndex: [
    {
      claim: "a window larger than the image",
      inputs: [f(1, 1, 4, 1)],
      attributes: pool,
      message:
        'Cannot apply "maxPoolIndex" as the window must not be larger than the padded input float32[1,1,4,1]: current size is [2,2]',
    },
  ],
  maxUnpool: [
    {
      claim: "positions that are no whole numbers",
      inputs: [f(1, 2, 2, 1), f(1, 2, 2, 1)],
      attributes: { ...pool, shape: [1, 4, 4, 1] },
      message:
        'Cannot apply "maxUnpool" as its input must be uint8 or int32: current value is float32[1,2,2,1]',
    },
    {
      claim: "values of another shape",
      inputs: [{ dtype: "uint8", shape: [1, 2, 2, 1] }, f(1, 2, 1, 1)],
      attributes: { ...pool, shape: [1, 4, 4, 1] },
      message:
        'Cannot apply "maxUnpool" as its inputs must have one shape: current values are float32[1,2,1,1] and float32[1,2,2,1]',
    },
  ],
  randomUniform: [
    {
      claim: "a step that is no whole number",
      inputs: [i(), f()],
      attributes: { shape: [2], stream: 0 },
      message:
        'Cannot apply "randomUniform" as seed and step must be int32 scalars: current value is float32[]',
    },
  ],
  relu: unary("relu"),
  sigmoid: unary("sigmoid"),
  softplus: unary("softplus"),
  erfInv: unary("erfInv"),
  standardise: [
    {
      claim: "an axis that is not there",
      inputs: [f(2, 3)],
      attributes: { axes: [2], epsilon: 0.1 },
      message: 'Cannot apply "standardise" as the axis must exist in float32[2,3]: current value is 2',
    },
  ],
  resizeNearest: [
    {
      claim: "images without channels",
      inputs: [f(2, 3, 3)],
      attributes: { factors: [2, 2] },
      message: 'Cannot apply "resizeNearest" as its input must have rank 4: current value is float32[2,3,3]',
    },
    {
      claim: "a factor that is no whole number",
      inputs: [f(2, 3, 3, 1)],
      attributes: { factors: [2, 1.5] },
      message:
        "Cannot resize float32[2,3,3,1] as the factors must be whole numbers of at least 1: current value is [2,1.5]",
    },
  ],
  stopGradient: [
    {
      claim: "two inputs",
      inputs: [f(2), f(2)],
      attributes: {},
      message: 'Cannot apply "stopGradient" as it takes 1 inputs: current number is 2',
    },
  ],
  softmax: [
    ...unary("softmax"),
    {
      claim: "a scalar",
      inputs: [f()],
      attributes: {},
      message: 'Cannot apply "softmax" as its input must have an axis: current value is float32[]',
    },
  ],
  sparseSoftmaxCrossEntropy: [
    {
      claim: "labels that are no whole numbers",
      inputs: [f(2, 3), f(2)],
      attributes: {},
      message:
        'Cannot apply "sparseSoftmaxCrossEntropy" as its input must be int32: current value is float32[2]',
    },
    {
      claim: "labels of another number than rows",
      inputs: [f(2, 3), i(3)],
      attributes: {},
      message:
        'Cannot apply "sparseSoftmaxCrossEntropy" as labels must have one element for each row of float32[2,3]: current value is int32[3]',
    },
  ],
};

const rows = Object.entries(REFUSALS).flatMap(([op, refusals]) =>
  refusals.map((refusal: Refusal<OpAttributes[OpName]>) => ({ op: op as OpName, ...refusal })),
);

describe("shape rules", () => {
  test.each(rows)("$op refuses $claim", ({ op, inputs, attributes, message }) => {
    const definition = OPS[op] as unknown as OpDefinition<OpName>;
    expect(() => definition.infer(inputs, attributes)).toThrow(new RangeError(message));
  });

  test("only feeds and state refuse nothing", () => {
    const lenient = Object.entries(REFUSALS).filter(([, refusals]) => refusals.length === 0);
    expect(lenient.map(([op]) => op)).toEqual(["placeholder", "variable"]);
  });

  test("OPS has each definition under its own name", () => {
    expect(Object.values(OPS).map(({ name }) => name)).toEqual(Object.keys(OPS));
  });
});
