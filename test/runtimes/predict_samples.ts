import { createPredictor, type Engine, readModelFile, syntheticDataset } from "@convzoo/core";

/** So many images that a predictor uses all its batch sizes. */
const SAMPLES = 64 + 8 + 1;

/**
 * Classifies synthetic images with a model file of `trainSameBits`.
 * @returns For each image the scores of all classes, best first, then their indices.
 */
export async function predictSamples(
  file: Uint8Array,
  engine: Engine,
): Promise<readonly (readonly number[])[]> {
  const { test } = syntheticDataset({ seed: 11, height: 16, width: 16, channels: 3, test: SAMPLES });
  const size = 16 * 16 * 3;
  const images = Array.from({ length: SAMPLES }, (_unused, index) => ({
    data: test.images.slice(index * size, (index + 1) * size),
    height: 16,
    width: 16,
    channels: 3 as const,
  }));
  const predictor = await createPredictor({ file: readModelFile(file), engine });
  try {
    const predictions = await predictor.predict(images, { topK: predictor.classes.length });
    return predictions.map((row) => [...row.map(({ score }) => score), ...row.map(({ index }) => index)]);
  } finally {
    predictor.dispose();
  }
}
