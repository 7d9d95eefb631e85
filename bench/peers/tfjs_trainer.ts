import type { ModelSpec } from "@convzoo/core";
import type { Tfjs } from "./tfjs.ts";
import { tfjsNetwork } from "./tfjs_network.ts";

/** Bytes as the numbers that a network takes. */
export function scaleImages(
  images: Uint8Array,
  { scale, mean, standardDeviation }: ModelSpec["preprocess"],
): Float32Array {
  return Float32Array.from(images, (byte, index) => {
    const channel = index % mean.length;
    return (byte * scale - mean[channel]!) / standardDeviation[channel]!;
  });
}

/**
 * Adam with our numbers. Where TensorFlow.js adds epsilon to the corrected root, ours and Keras add it before the correction, so that
 * losses part by some 1e-4 a step, at the same work.
 */
export function tfjsAdam({ core }: Tfjs): unknown {
  return core.train.adam(1e-3, 0.9, 0.999, 1e-7);
}

/**
 * A network in TensorFlow.js that learns by `trainOnBatch`, with the loss of one class an image.
 * @returns A step: it takes scaled images and their classes and gives the loss.
 */
export function tfjsTrainer(
  tfjs: Tfjs,
  {
    model,
    weights,
    optimizer,
  }: {
    readonly model: ModelSpec;
    readonly weights: Readonly<Record<string, Float32Array>>;
    readonly optimizer: unknown;
  },
): (images: Float32Array, labels: Uint8Array) => Promise<number> {
  const { core } = tfjs;
  const network = tfjsNetwork(tfjs, model, weights);
  network.compile({
    optimizer,
    loss: "sparseCategoricalCrossentropy",
    metrics: ["accuracy"],
  });
  const { height, width, channels } = model.input;
  return async (images, labels) => {
    const x = core.tensor(images, [labels.length, height, width, channels], "float32");
    const y = core.tensor(Float32Array.from(labels), [labels.length, 1], "float32");
    const told = await network.trainOnBatch(x, y);
    x.dispose();
    y.dispose();
    return typeof told === "number" ? told : told[0]!;
  };
}
