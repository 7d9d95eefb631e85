import { Worker } from "node:worker_threads";
import type { DatasetSplit } from "../generated/prisma/client.ts";
import type { EvaluationResult } from "../store/evaluation_result.ts";
import type { DatasetFiles } from "./train_message.ts";

/** What is to be evaluated on what. */
export interface EvaluationTask {
  /** The model file. */
  readonly modelPath: string;
  readonly dataset: {
    readonly name: string;
    readonly classes: readonly string[];
    readonly files: DatasetFiles;
  };
  readonly split: DatasetSplit;
}

/**
 * Evaluates in a thread of its own.
 *
 * @throws The signal's reason once it is aborted; what is wrong with the model file or the images.
 */
export async function evaluateImages(task: EvaluationTask, signal: AbortSignal): Promise<EvaluationResult> {
  const worker = new Worker(new URL("./evaluation_thread.ts", import.meta.url), { workerData: task });
  try {
    return await new Promise<EvaluationResult>((resolve, reject) => {
      worker.once("message", resolve);
      worker.once("error", reject);
      worker.once("exit", (code) => reject(new Error(`The evaluation thread ended with exit code ${code}`)));
      signal.addEventListener("abort", () => reject(signal.reason), { once: true });
      signal.throwIfAborted();
    });
  } finally {
    await worker.terminate();
  }
}
