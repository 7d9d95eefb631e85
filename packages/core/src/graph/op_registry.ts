import type { OpDefinition } from "./op.ts";
import type { OpName } from "./op_attributes.ts";
import { avgPoolGradOp, avgPoolOp } from "./ops/average_pooling.ts";
import { reluOp, softmaxOp, sparseSoftmaxCrossEntropyOp, stopGradientOp } from "./ops/composite.ts";
import { conv2dBackpropFilterOp, conv2dBackpropInputOp, conv2dOp } from "./ops/convolution.ts";
import {
  depthwiseConv2dBackpropFilterOp,
  depthwiseConv2dBackpropInputOp,
  depthwiseConv2dOp,
} from "./ops/depthwise.ts";
import {
  addOp,
  divOp,
  expOp,
  logOp,
  maximumOp,
  minimumOp,
  mulOp,
  negOp,
  sqrtOp,
  subOp,
  tanhOp,
} from "./ops/elementwise.ts";
import { erfInvOp } from "./ops/inverse_error.ts";
import { constantOp, placeholderOp, variableOp } from "./ops/leaves.ts";
import { matMulOp } from "./ops/linear.ts";
import { maxPoolGradOp, maxPoolIndexOp, maxPoolOp, maxUnpoolOp } from "./ops/max_pooling.ts";
import { standardiseOp } from "./ops/normalization.ts";
import { randomUniformOp } from "./ops/random.ts";
import { argMaxOp, maxOp, sumOp } from "./ops/reduction.ts";
import { concatOp, padOp, sliceOp } from "./ops/region.ts";
import { resizeNearestOp } from "./ops/resize.ts";
import { castOp, equalOp, greaterEqualOp, greaterOp, oneHotOp, selectOp } from "./ops/selection.ts";
import { broadcastToOp, reshapeOp, transposeOp } from "./ops/shape.ts";
import { sigmoidOp, softplusOp } from "./ops/sigmoid.ts";
import { absOp, erfOp, floorOp, signOp } from "./ops/special.ts";

/** Every op's definition by name. */
export const OPS: { readonly [TName in OpName]: OpDefinition<TName> } = {
  placeholder: placeholderOp,
  variable: variableOp,
  constant: constantOp,
  neg: negOp,
  exp: expOp,
  log: logOp,
  tanh: tanhOp,
  sqrt: sqrtOp,
  abs: absOp,
  sign: signOp,
  floor: floorOp,
  erf: erfOp,
  add: addOp,
  sub: subOp,
  mul: mulOp,
  div: divOp,
  maximum: maximumOp,
  minimum: minimumOp,
  equal: equalOp,
  greater: greaterOp,
  greaterEqual: greaterEqualOp,
  select: selectOp,
  cast: castOp,
  oneHot: oneHotOp,
  sum: sumOp,
  max: maxOp,
  argMax: argMaxOp,
  reshape: reshapeOp,
  broadcastTo: broadcastToOp,
  transpose: transposeOp,
  slice: sliceOp,
  concat: concatOp,
  pad: padOp,
  matMul: matMulOp,
  conv2d: conv2dOp,
  conv2dBackpropInput: conv2dBackpropInputOp,
  conv2dBackpropFilter: conv2dBackpropFilterOp,
  depthwiseConv2d: depthwiseConv2dOp,
  depthwiseConv2dBackpropInput: depthwiseConv2dBackpropInputOp,
  depthwiseConv2dBackpropFilter: depthwiseConv2dBackpropFilterOp,
  maxPool: maxPoolOp,
  maxPoolGrad: maxPoolGradOp,
  maxPoolIndex: maxPoolIndexOp,
  maxUnpool: maxUnpoolOp,
  avgPool: avgPoolOp,
  avgPoolGrad: avgPoolGradOp,
  randomUniform: randomUniformOp,
  relu: reluOp,
  sigmoid: sigmoidOp,
  softmax: softmaxOp,
  softplus: softplusOp,
  erfInv: erfInvOp,
  standardise: standardiseOp,
  sparseSoftmaxCrossEntropy: sparseSoftmaxCrossEntropyOp,
  resizeNearest: resizeNearestOp,
  stopGradient: stopGradientOp,
};
