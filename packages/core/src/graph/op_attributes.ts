import type { NoAttributes } from "./op.ts";
import type { ConvolutionAttributes, ConvolutionGradientAttributes } from "./ops/convolution.ts";
import type { ConstantAttributes, NameAttributes } from "./ops/leaves.ts";
import type { MatMulAttributes } from "./ops/linear.ts";
import type { StandardiseAttributes } from "./ops/normalization.ts";
import type { PoolAttributes, PoolGradientAttributes } from "./ops/pooling.ts";
import type { RandomAttributes } from "./ops/random.ts";
import type { AxisAttributes, ReductionAttributes } from "./ops/reduction.ts";
import type { ConcatAttributes, PadAttributes, SliceAttributes } from "./ops/region.ts";
import type { ResizeAttributes } from "./ops/resize.ts";
import type { CastAttributes, OneHotAttributes } from "./ops/selection.ts";
import type { ShapeAttributes, TransposeAttributes } from "./ops/shape.ts";

/** Every op by name with the type of its attributes: the list from which all tables of ops are typed. */
export interface OpAttributes {
  // leaves
  placeholder: NameAttributes;
  variable: NameAttributes;
  constant: ConstantAttributes;
  // element-wise
  neg: NoAttributes;
  exp: NoAttributes;
  log: NoAttributes;
  tanh: NoAttributes;
  sqrt: NoAttributes;
  abs: NoAttributes;
  sign: NoAttributes;
  floor: NoAttributes;
  erf: NoAttributes;
  add: NoAttributes;
  sub: NoAttributes;
  mul: NoAttributes;
  div: NoAttributes;
  maximum: NoAttributes;
  minimum: NoAttributes;
  // comparison and selection
  equal: NoAttributes;
  greater: NoAttributes;
  greaterEqual: NoAttributes;
  select: NoAttributes;
  cast: CastAttributes;
  oneHot: OneHotAttributes;
  // reduction
  sum: ReductionAttributes;
  max: ReductionAttributes;
  argMax: AxisAttributes;
  // shape
  reshape: ShapeAttributes;
  broadcastTo: ShapeAttributes;
  transpose: TransposeAttributes;
  slice: SliceAttributes;
  concat: ConcatAttributes;
  pad: PadAttributes;
  // linear algebra and convolution
  matMul: MatMulAttributes;
  conv2d: ConvolutionAttributes;
  conv2dBackpropInput: ConvolutionGradientAttributes;
  conv2dBackpropFilter: ConvolutionGradientAttributes;
  depthwiseConv2d: ConvolutionAttributes;
  depthwiseConv2dBackpropInput: ConvolutionGradientAttributes;
  depthwiseConv2dBackpropFilter: ConvolutionGradientAttributes;
  maxPool: PoolAttributes;
  maxPoolGrad: PoolAttributes;
  maxPoolIndex: PoolAttributes;
  maxUnpool: PoolGradientAttributes;
  avgPool: PoolAttributes;
  avgPoolGrad: PoolGradientAttributes;
  // randomness
  randomUniform: RandomAttributes;
  // composites
  relu: NoAttributes;
  sigmoid: NoAttributes;
  softmax: NoAttributes;
  softplus: NoAttributes;
  erfInv: NoAttributes;
  standardise: StandardiseAttributes;
  sparseSoftmaxCrossEntropy: NoAttributes;
  resizeNearest: ResizeAttributes;
  stopGradient: NoAttributes;
}

/** Name of an op. */
export type OpName = keyof OpAttributes;
