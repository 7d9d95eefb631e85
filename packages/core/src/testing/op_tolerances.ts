import type { OpName } from "../graph/op_attributes.ts";

/**
 * How far an engine may be from `reference`.
 * `ulps`: in units in the last place of float32; 0 is the same number. `relative`: of the larger of 1 and the expected number, for sums,
 * whose terms may be added in any order.
 */
export type Tolerance = { readonly ulps: number } | { readonly relative: number };

const EXACT: Tolerance = { ulps: 0 };
const SUM: Tolerance = { relative: 1e-5 };

/** How far an engine may be from `reference`, by op. */
export const OP_TOLERANCES: Readonly<Record<OpName, Tolerance>> = {
  placeholder: EXACT,
  variable: EXACT,
  constant: EXACT,
  neg: EXACT,
  exp: { ulps: 2 },
  log: { ulps: 2 },
  tanh: { ulps: 2 },
  sqrt: EXACT,
  abs: EXACT,
  sign: EXACT,
  floor: EXACT,
  erf: { ulps: 2 },
  add: EXACT,
  sub: EXACT,
  mul: EXACT,
  div: EXACT,
  maximum: EXACT,
  minimum: EXACT,
  equal: EXACT,
  greater: EXACT,
  greaterEqual: EXACT,
  select: EXACT,
  cast: EXACT,
  oneHot: EXACT,
  sum: SUM,
  max: EXACT,
  argMax: EXACT,
  reshape: EXACT,
  broadcastTo: EXACT,
  transpose: EXACT,
  slice: EXACT,
  concat: EXACT,
  pad: EXACT,
  matMul: SUM,
  conv2d: SUM,
  conv2dBackpropInput: SUM,
  conv2dBackpropFilter: SUM,
  depthwiseConv2d: SUM,
  depthwiseConv2dBackpropInput: SUM,
  depthwiseConv2dBackpropFilter: SUM,
  maxPool: EXACT,
  maxPoolGrad: { relative: 1e-6 },
  maxPoolIndex: EXACT,
  maxUnpool: { relative: 1e-6 },
  avgPool: SUM,
  avgPoolGrad: SUM,
  randomUniform: EXACT,
  relu: EXACT,
  sigmoid: { ulps: 6 },
  softmax: { relative: 1e-6 },
  standardise: { relative: 1e-5 },
  softplus: { ulps: 6 },
  erfInv: { ulps: 16 },
  sparseSoftmaxCrossEntropy: { relative: 1e-6 },
  resizeNearest: EXACT,
  stopGradient: EXACT,
};
