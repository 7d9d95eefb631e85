/** The thread that reads one dataset, so that neither its size nor what is wrong with it holds up the server. */
import { parentPort, workerData } from "node:worker_threads";
import { DataError } from "@convzoo/core";
import { InvalidInputError } from "../errors/invalid_input_error.ts";
import { type ImportTask, importDataset } from "./import_dataset.ts";

try {
  const imported = await importDataset(workerData as ImportTask);
  const { train, test } = imported;
  const buffers = [train.images, train.labels, test.images, test.labels].map(({ buffer }) => buffer);
  parentPort?.postMessage({ imported }, buffers);
} catch (error) {
  if (!(error instanceof DataError || error instanceof InvalidInputError)) {
    throw error;
  }
  const { code, path, message, received } = error;
  parentPort?.postMessage({ problem: { code, path, message, received: received ?? undefined } });
}
