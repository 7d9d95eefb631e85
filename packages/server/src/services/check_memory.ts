import { describeModel, type ModelSpec, type TrainSpec } from "@convzoo/core";
import { InvalidInputError } from "../errors/invalid_input_error.ts";

/** The most bytes that a training may need: what WebAssembly can address. */
const mostBytes = 2 ** 32;
const mebibyte = 2 ** 20;

/**
 * Refuses a training that needs more memory than there can be, before anybody waits for it.
 *
 * It is an estimate, near what the engine needs for usual networks: a weight, its gradient and two figures of the
 * optimizer for each weight, and every layer's outputs for each image of a batch.
 *
 * @param images Number of training images: a batch is no larger.
 * @throws {InvalidInputError} `SPEC_TOO_LARGE`, with the estimate.
 */
export function checkMemory(model: ModelSpec, { batchSize }: TrainSpec, images: number): void {
  const { layers, parameters } = describeModel(model);
  const outputs = layers.reduce((sum, { outputShape }) => sum + outputShape.reduce((a, b) => a * b, 1), 0);
  const batch = Math.min(batchSize, images);
  const bytes = 4 * (4 * parameters + outputs * batch);
  if (bytes > mostBytes) {
    const received = `${Math.round(bytes / mebibyte)} MiB`;
    const why = `${parameters} weights, ${outputs} outputs of layers an image, ${batch} images a batch`;
    throw new InvalidInputError({
      code: "SPEC_TOO_LARGE",
      path: "input.variantId",
      received,
      message: `Cannot start the run as its training must need at most ${mostBytes / mebibyte} MiB of memory: current value is about ${received} (${why})`,
    });
  }
}
