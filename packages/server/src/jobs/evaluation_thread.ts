/** The thread that evaluates: all that takes long, so that the worker's heartbeats go on. */
import { readFile } from "node:fs/promises";
import { parentPort, workerData } from "node:worker_threads";
import {
  createPredictor,
  createWasmEngine,
  parseIdxDataset,
  type RawImage,
  readModelFile,
} from "@convzoo/core";
import type { EvaluationTask } from "./evaluate_images.ts";
import { evaluationReport, seenImages } from "./evaluation_report.ts";

/** Few enough to take little memory. */
const chunk = 256;

const { modelPath, dataset, split } = workerData as EvaluationTask;
const { files, name, classes } = dataset;
const [trainImages, trainLabels, testImages, testLabels] = await Promise.all(
  [files.trainImages, files.trainLabels, files.testImages, files.testLabels].map((path) => readFile(path)),
);
const data = await parseIdxDataset({
  name,
  classes,
  trainImages: trainImages!,
  trainLabels: trainLabels!,
  testImages: testImages!,
  testLabels: testLabels!,
});
const { height, width } = data;
const channels = data.channels as RawImage["channels"];
const { images, labels, count } = split === "TRAIN" ? data.train : data.test;
const predictor = await createPredictor({
  file: readModelFile(await readFile(modelPath)),
  engine: createWasmEngine(),
});
const size = height * width * channels;
const scores = new Float32Array(count * classes.length);
for (let first = 0; first < count; first += chunk) {
  const batch = Array.from({ length: Math.min(chunk, count - first) }, (_, place): RawImage => {
    const start = (first + place) * size;
    return { height, width, channels, data: images.subarray(start, start + size) };
  });
  const rows = await predictor.predict(batch, { topK: classes.length });
  for (const [place, row] of rows.entries()) {
    for (const { index, score } of row) {
      scores[(first + place) * classes.length + index] = score;
    }
  }
}
predictor.dispose();
const given = { scores, labels, classes: classes.length };
parentPort?.postMessage({ report: evaluationReport(given), images: seenImages(given) });
