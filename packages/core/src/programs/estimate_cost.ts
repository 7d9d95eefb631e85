import type { Node } from "../graph/graph.ts";
import { GraphBuilder } from "../graph/graph_builder.ts";
import type { OpName } from "../graph/op_attributes.ts";
import { placeholder } from "../graph/ops/mod.ts";
import { bytesPerElement, type Shape, sizeOf, type TensorType } from "../graph/tensor_type.ts";
import { allLayers, layerShapes } from "../spec/layer_shapes.ts";
import type { ModelSpec } from "../spec/model_spec.ts";
import { LayerTracer } from "./trace_model.ts";

/** What one layer of a network costs, with all layers within it. */
export interface LayerCost {
  /** `layers.0` */
  readonly path: string;
  /** Id of the layer. */
  readonly id: string;
  /** Shape of one example after the layer. */
  readonly outputShape: Shape;
  /** Number of learned weights. */
  readonly parameters: number;
  /** Multiplications with additions of convolutions and products of matrices, for one image. */
  readonly multiplyAdds: number;
  /** Bytes of what the layer gives for one image. */
  readonly activationBytes: number;
}

/** What a network costs, layer by layer and in all. */
export interface ModelCost extends Pick<LayerCost, "parameters" | "multiplyAdds" | "activationBytes"> {
  readonly layers: readonly LayerCost[];
}

/** Multiply-adds of the ops that have any worth counting, from their input types and their output. */
const COUNTS: Partial<Record<OpName, (inputs: readonly TensorType[], output: TensorType) => number>> = {
  // each element of the output is a sum over a kernel's height, width and channels
  conv2d: ([, kernel], { shape }) => sizeOf(shape) * sizeOf(kernel!.shape.slice(0, 3)),
  // each element of the input goes into as many sums as a kernel has places and filters
  conv2dBackpropInput: ([kernel, x]) => sizeOf(x!.shape) * sizeOf(kernel!.shape.slice(0, 3)),
  depthwiseConv2d: ([, kernel], { shape }) => sizeOf(shape) * sizeOf(kernel!.shape.slice(0, 2)),
  // layers multiply rows by kernels [in, out]
  matMul: ([, kernel], { shape }) => sizeOf(shape) * kernel!.shape[0]!,
};

function multiplyAdds(nodes: readonly Node[], added: readonly Node[]): number {
  return added.reduce((sum, { op, inputs, type }) => {
    const types = inputs.map((input) => nodes[input]!.type);
    return sum + (COUNTS[op]?.(types, type) ?? 0);
  }, 0);
}

function bytesOf({ dtype, shape }: TensorType): number {
  return sizeOf(shape) * bytesPerElement(dtype);
}

/**
 * Counts what a network costs before anything is trained: weights, multiply-adds, and bytes between layers, from the very graph that runs.
 * A training step takes about three times the multiply-adds of a prediction, and keeps the bytes of every layer until the way back.
 * @example Usage
 * ```ts
 * const { multiplyAdds } = estimateCost(referenceCnn()); // 2,794,240 an image
 * ```
 */
export function estimateCost(model: ModelSpec): ModelCost {
  const builder = new GraphBuilder();
  const tracer = new LayerTracer(builder);
  const { height, width, channels } = model.input;
  let x = placeholder(builder, "x", { dtype: "float32", shape: [1, height, width, channels] });
  const layers = layerShapes(model).map((layer): LayerCost => {
    const before = builder.build().nodes.length;
    x = tracer.traceAll([layer], x);
    const { nodes } = builder.build();
    const own = allLayers([layer]).flatMap(({ weights }) => weights);
    return {
      path: layer.path,
      id: layer.id,
      outputShape: layer.output,
      parameters: own.reduce((sum, { shape, trainable = true }) => sum + (trainable ? sizeOf(shape) : 0), 0),
      multiplyAdds: multiplyAdds(nodes, nodes.slice(before)),
      activationBytes: bytesOf(x.type),
    };
  });
  const total = (key: "parameters" | "multiplyAdds" | "activationBytes"): number =>
    layers.reduce((sum, layer) => sum + layer[key], 0);
  return {
    layers,
    parameters: total("parameters"),
    multiplyAdds: total("multiplyAdds"),
    activationBytes: total("activationBytes"),
  };
}
