/** What runs in the browser: in the page, or in a worker of it. The same module serves both. */
import { createWasmEngine } from "@convzoo/core";
import { predictSamples } from "../runtimes/predict_samples.ts";
import { type SameBits, trainSameBits } from "../runtimes/same_bits_training.ts";

/** What to do, as plain data. */
export interface Task {
  /** `train` gives the digest of the training that has the same bits everywhere, `predict` the scores of `/model.safetensors`. */
  readonly kind: "train" | "predict";
  readonly threads: number;
}

/** What came of it. */
export interface TaskResult {
  /** Whether memory can be shared there. */
  readonly isolated: boolean;
  /** Whether it ran in a page, which has a document. */
  readonly hasDocument: boolean;
  readonly digest?: SameBits;
  readonly scores?: readonly (readonly number[])[];
}

const hasDocument = "document" in globalThis;

async function runTask(task: Task): Promise<TaskResult> {
  const engine = createWasmEngine({ threads: task.threads });
  const where = { isolated: globalThis.crossOriginIsolated, hasDocument };
  if (task.kind === "train") {
    return { ...where, digest: (await trainSameBits(engine)).digest };
  }
  const response = await fetch("/model.safetensors");
  return { ...where, scores: await predictSamples(new Uint8Array(await response.arrayBuffer()), engine) };
}

if (hasDocument) {
  Object.assign(globalThis, { runTask });
} else {
  addEventListener("message", ({ data }: MessageEvent<Task>) => {
    runTask(data).then(
      (result) => postMessage({ result }),
      (error: unknown) => postMessage({ error: String(error) }),
    );
  });
}
