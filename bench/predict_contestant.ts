/**
 * Predicts by core's predictor, which a caller would use too, for the bench that started it: from bytes of images to the best three classes
 * of each, batch normalisation folded into the weights. Runs in Node and Deno.
 */
import { createPredictor, parseTrainSpec, type RawImage } from "@convzoo/core";
import { readContestantOptions } from "./contestant_options.ts";
import { readJob } from "./job.ts";
import { serveLines } from "./serve_lines.ts";

const { job, batch, engine, threads, name } = readContestantOptions();
const { model, weights, dataset } = await readJob(job);
const { classes, height, width, channels, train } = dataset;
const manifest = {
  formatVersion: 1,
  model,
  train: parseTrainSpec({}),
  classes,
  metrics: {},
  // a predictor does not ask where weights come from
  lineage: {
    datasetDigest: "",
    variantDigest: "",
    seed: 0,
    mode: engine.mode,
    engine: engine.id,
    engineVersion: "",
  },
} as const;
const predictor = await createPredictor({ file: { manifest, weights }, engine });
const size = height * width * channels;
const images = Array.from({ length: train.count }, (_unused, index): RawImage => {
  const data = train.images.subarray(index * size, (index + 1) * size);
  return { data, height, width, channels: channels as 1 | 3 };
});

await serveLines({ name, threads }, async (steps) => {
  const start = performance.now();
  for (let step = 0; step < steps; step++) {
    const first = (step * batch) % (images.length - batch + 1);
    await predictor.predict(images.slice(first, first + batch));
  }
  return (performance.now() - start) / 1000;
});
predictor.dispose();
