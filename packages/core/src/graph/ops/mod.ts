/** The op functions: what layers, losses and optimizers are written in. */

export { avgPool, avgPoolGrad } from "./average_pooling.ts";
export { relu, softmax, sparseSoftmaxCrossEntropy, stopGradient } from "./composite.ts";
export { conv2d, conv2dBackpropFilter, conv2dBackpropInput } from "./convolution.ts";
export { depthwiseConv2d, depthwiseConv2dBackpropFilter, depthwiseConv2dBackpropInput } from "./depthwise.ts";
export { add, div, exp, log, maximum, minimum, mul, neg, sqrt, sub, tanh } from "./elementwise.ts";
export { erfInv } from "./inverse_error.ts";
export { constant, placeholder, variable } from "./leaves.ts";
export { matMul } from "./linear.ts";
export { maxPool, maxPoolGrad, maxPoolIndex, maxUnpool } from "./max_pooling.ts";
export { type StandardiseAttributes, standardise } from "./normalization.ts";
export { normalFromUniform, randomNormal, randomUniform } from "./random.ts";
export { argMax, max, mean, min, sum } from "./reduction.ts";
export { concat, pad, slice } from "./region.ts";
export { resizeNearest } from "./resize.ts";
export { cast, equal, greater, greaterEqual, less, lessEqual, oneHot, select } from "./selection.ts";
export { broadcastTo, reshape, transpose } from "./shape.ts";
export { sigmoid, softplus } from "./sigmoid.ts";
export { abs, erf, floor, sign } from "./special.ts";
