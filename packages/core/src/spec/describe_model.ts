import { type Shape, sizeOf } from "../graph/tensor_type.ts";
import { allLayers, layerShapes } from "./layer_shapes.ts";
import type { ModelSpec } from "./model_spec.ts";

/** One line of a model's summary. */
export interface LayerSummary {
  /** `layers.0` */
  readonly path: string;
  /** Id of the layer. */
  readonly id: string;
  /** Shape of one example after the layer. */
  readonly outputShape: Shape;
  /** Number of learned weights. */
  readonly parameters: number;
}

/** A model's layers with their output shapes and weight counts. */
export interface ModelSummary {
  readonly layers: readonly LayerSummary[];
  /** Number of learned weights in all. */
  readonly parameters: number;
}

/** Sums a model up without building it. @throws {SpecError} If its layers do not fit. */
export function describeModel(model: ModelSpec): ModelSummary {
  const layers = allLayers(layerShapes(model)).map(({ path, id, output, weights }) => ({
    path,
    id,
    outputShape: output,
    parameters: weights.reduce(
      (count, { shape, trainable = true }) => count + (trainable ? sizeOf(shape) : 0),
      0,
    ),
  }));
  return { layers, parameters: layers.reduce((count, layer) => count + layer.parameters, 0) };
}
