import { Worker } from "node:worker_threads";
import { type InvalidInput, InvalidInputError } from "../errors/invalid_input_error.ts";
import type { ImportedDataset, ImportTask } from "./import_dataset.ts";

/** What the thread answers. */
type ImportAnswer = { readonly imported: ImportedDataset } | { readonly problem: InvalidInput };

/** Milliseconds that reading one dataset may take. */
const patience = 480_000;

/**
 * Reads a dataset in a thread of its own.
 *
 * @throws {InvalidInputError} With the argument at fault, or `TIMEOUT`.
 */
export async function runImport(task: ImportTask): Promise<ImportedDataset> {
  const worker = new Worker(new URL("./import_thread.ts", import.meta.url), { workerData: task });
  worker.unref();
  const { promise, resolve, reject } = Promise.withResolvers<ImportAnswer>();
  worker.once("message", resolve);
  worker.once("error", reject);
  worker.once("exit", (code) => reject(new Error(`The import thread ended with exit code ${code}`)));
  const timer = setTimeout(() => {
    const message = `Cannot register the dataset as it must be read within ${patience / 1000} s`;
    reject(new InvalidInputError({ code: "TIMEOUT", path: "input.source", message }));
  }, patience);
  try {
    const answer = await promise;
    if ("problem" in answer) {
      throw new InvalidInputError(answer.problem);
    }
    return answer.imported;
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}
