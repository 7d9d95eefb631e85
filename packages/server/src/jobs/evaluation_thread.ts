/** The thread that evaluates: all that takes long, so that the worker's heartbeats go on. */
import { readFile } from "node:fs/promises";
import { parentPort, workerData } from "node:worker_threads";
import { createEmbedder, createWasmEngine, type RawImage, readModelFile } from "@convzoo/core";
import type { EvaluationResult } from "../store/evaluation_result.ts";
import type { EvaluationTask } from "./evaluate_images.ts";
import { evaluationReport, seenImages } from "./evaluation_report.ts";
import { createFeatureCollector } from "./feature_collector.ts";
import { readDatasetFiles } from "./read_dataset_files.ts";

/** Few enough to take little memory. */
const chunk = 256;

const { modelPath, dataset, split } = workerData as EvaluationTask;
const { classes } = dataset;
const data = await readDatasetFiles(dataset);
const { height, width } = data;
const channels = data.channels as RawImage["channels"];
const sets = { TRAIN: data.train, VALIDATION: data.validation, TEST: data.test };
// Nobody is asked to evaluate on images that are not there.
const { images, labels, count } = sets[split]!;
const embedder = await createEmbedder({
  file: readModelFile(await readFile(modelPath)),
  engine: createWasmEngine(),
});
const size = height * width * channels;
const scores = new Float32Array(count * classes.length);
const collector = createFeatureCollector(count, embedder.length);
for (let first = 0; first < count; first += chunk) {
  const batch = Array.from({ length: Math.min(chunk, count - first) }, (_, place): RawImage => {
    const start = (first + place) * size;
    return { height, width, channels, data: images.subarray(start, start + size) };
  });
  const embedded = await embedder.embed(batch);
  scores.set(embedded.scores, first * classes.length);
  collector.add(embedded.features);
}
embedder.dispose();
const given = { scores, labels, classes: classes.length };
const { result: features } = collector;
const evaluated: EvaluationResult = { report: evaluationReport(given), images: seenImages(given), features };
parentPort?.postMessage(
  evaluated,
  features.features === null ? [] : [features.features.vectors.buffer as ArrayBuffer],
);
