import type { Node } from "../../../graph/graph.ts";
import type { OpAttributes, OpName } from "../../../graph/op_attributes.ts";
import type { TensorType } from "../../../graph/tensor_type.ts";

/** What an op reads of an input for one image of its output: that image's part, or all of it. */
export type Reading = "slice" | "whole";

/** How an op runs image by image. */
export interface Slicing {
  /** `slice`: it gives an image's part. `sum`: each image adds to a whole. */
  readonly output: "slice" | "sum";
  readonly inputs: readonly Reading[];
}

interface Context<TName extends OpName> {
  readonly attributes: OpAttributes[TName];
  readonly inputs: readonly TensorType[];
  readonly type: TensorType;
  /** Whether a tensor's first axis may be that of the images. */
  readonly hasImages: (type: TensorType) => boolean;
}

type Rule<TName extends OpName> = (context: Context<TName>) => Slicing | null;

/** All inputs and the output have the axis of the images, and an element needs only elements of its own image. */
function aligned<TName extends OpName>({ inputs, type, hasImages }: Context<TName>): Slicing | null {
  return [...inputs, type].every(hasImages) ? { output: "slice", inputs: inputs.map(() => "slice") } : null;
}

function never(): null {
  return null;
}

const RULES: { readonly [TName in OpName]: Rule<TName> } = {
  placeholder: never,
  variable: never,
  constant: never,
  neg: aligned,
  exp: aligned,
  log: aligned,
  tanh: aligned,
  sqrt: aligned,
  abs: aligned,
  sign: aligned,
  floor: aligned,
  erf: aligned,
  add: aligned,
  sub: aligned,
  mul: aligned,
  div: aligned,
  maximum: aligned,
  minimum: aligned,
  equal: aligned,
  greater: aligned,
  greaterEqual: aligned,
  select: aligned,
  cast: aligned,
  relu: aligned,
  oneHot: ({ inputs, type, hasImages }) =>
    hasImages(type) && inputs[0]!.shape.length > 0 ? { output: "slice", inputs: ["slice"] } : null,
  sum: ({ attributes: { axes }, inputs, type, hasImages }) => {
    if (!hasImages(inputs[0]!)) {
      return null;
    }
    if (axes.includes(0)) {
      return { output: "sum", inputs: ["slice"] };
    }
    return hasImages(type) ? { output: "slice", inputs: ["slice"] } : null;
  },
  max: (context) => (context.attributes.axes.includes(0) ? null : aligned(context)),
  argMax: (context) => (context.attributes.axis === 0 ? null : aligned(context)),
  reshape: aligned,
  broadcastTo: ({ inputs: [input], type, hasImages }) => {
    if (!hasImages(type)) {
      return null;
    }
    const reading = input!.shape.length === type.shape.length && hasImages(input!) ? "slice" : "whole";
    return { output: "slice", inputs: [reading] };
  },
  transpose: (context) => (context.attributes.permutation[0] === 0 ? aligned(context) : null),
  slice: (context) => {
    const { attributes, inputs } = context;
    return attributes.size[0] === inputs[0]!.shape[0] ? aligned(context) : null;
  },
  concat: (context) => (context.attributes.axis === 0 ? null : aligned(context)),
  pad: (context) => {
    const { before, after } = context.attributes;
    return before[0] === 0 && after[0] === 0 ? aligned(context) : null;
  },
  // a product of one row would read all of the right matrix for it
  matMul: never,
  conv2d: ({ type, hasImages }) => (hasImages(type) ? { output: "slice", inputs: ["slice", "whole"] } : null),
  conv2dBackpropInput: ({ type, hasImages }) =>
    hasImages(type) ? { output: "slice", inputs: ["whole", "slice"] } : null,
  conv2dBackpropFilter: ({ inputs, hasImages }) =>
    inputs.every(hasImages) ? { output: "sum", inputs: ["slice", "slice"] } : null,
  depthwiseConv2d: ({ type, hasImages }) =>
    hasImages(type) ? { output: "slice", inputs: ["slice", "whole"] } : null,
  depthwiseConv2dBackpropInput: ({ type, hasImages }) =>
    hasImages(type) ? { output: "slice", inputs: ["whole", "slice"] } : null,
  depthwiseConv2dBackpropFilter: ({ inputs, hasImages }) =>
    inputs.every(hasImages) ? { output: "sum", inputs: ["slice", "slice"] } : null,
  maxPool: aligned,
  maxPoolGrad: aligned,
  maxPoolIndex: aligned,
  maxUnpool: aligned,
  avgPool: aligned,
  avgPoolGrad: aligned,
  randomUniform: ({ type, hasImages }) =>
    hasImages(type) ? { output: "slice", inputs: ["whole", "whole"] } : null,
  sigmoid: aligned,
  softmax: (context) => (context.type.shape.length > 1 ? aligned(context) : null),
  sparseSoftmaxCrossEntropy: aligned,
  softplus: aligned,
  erfInv: aligned,
  standardise: never,
  resizeNearest: aligned,
  stopGradient: aligned,
};

/** Ops over images, for whose sake image after image is run through a part of a program. */
const SPATIAL: Partial<Record<OpName, (node: Node, types: readonly TensorType[]) => TensorType>> = {
  conv2d: (_node, types) => types[0]!,
  conv2dBackpropInput: (node) => node.type,
  conv2dBackpropFilter: (_node, types) => types[0]!,
  depthwiseConv2d: (_node, types) => types[0]!,
  depthwiseConv2dBackpropInput: (node) => node.type,
  depthwiseConv2dBackpropFilter: (_node, types) => types[0]!,
  maxPool: (_node, types) => types[0]!,
  maxPoolIndex: (_node, types) => types[0]!,
  maxUnpool: (node) => node.type,
  avgPool: (_node, types) => types[0]!,
  avgPoolGrad: (node) => node.type,
};

/** Whether an op works on images with height and width. */
export function isSpatial(node: Node): boolean {
  return SPATIAL[node.op] !== undefined;
}

/** The number of images of an entry: that of its first op over images; null if it has none. */
export function imageCount(nodes: readonly Node[]): number | null {
  for (const node of nodes) {
    const images = SPATIAL[node.op]?.(
      node,
      node.inputs.map((id) => nodes[id]!.type),
    );
    if (images !== undefined) {
      return images.shape[0]!;
    }
  }
  return null;
}

/**
 * How an op can run image by image, if it can.
 * That is a matter of shapes alone: a first axis of the right size may as well be another, and the numbers are the same.
 */
export function slicingOf(node: Node, nodes: readonly Node[], images: number): Slicing | null {
  const rule = RULES[node.op] as Rule<OpName>;
  return rule({
    attributes: node.attributes,
    inputs: node.inputs.map((id) => nodes[id]!.type),
    type: node.type,
    hasImages: ({ shape }) => shape[0] === images,
  });
}

/** One image's part of a type. */
export function sliceType({ dtype, shape }: TensorType): TensorType {
  return { dtype, shape: shape.slice(1) };
}
