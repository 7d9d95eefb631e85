import { allLayers, type LayerShape } from "./layer_shapes.ts";

/**
 * Where a network's head begins: the number of the last top-level layer with weights to train. What stands before it is the encoder, which
 * other tasks can use; it and what follows belong to the classes.
 * @param layers As `layerShapes` gives them.
 * @returns -1 if no layer has weights to train.
 */
export function headIndex(layers: readonly LayerShape[]): number {
  return layers.findLastIndex((layer) =>
    allLayers([layer]).some(({ weights }) => weights.some(({ trainable = true }) => trainable)),
  );
}
