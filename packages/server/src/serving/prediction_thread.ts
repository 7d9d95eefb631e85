/** The thread that classifies images, so that the event loop of the server never waits for arithmetic. */
import { parentPort } from "node:worker_threads";
import {
  createPredictor,
  createWasmEngine,
  type ModelFile,
  type Predictor,
  preprocess,
  type RawImage,
  readModelFile,
} from "@convzoo/core";
import type { ThreadAnswer, ThreadRequest, ThreadResults, ThreadTask } from "./thread_message.ts";

const engine = createWasmEngine();
const models = new Map<string, { readonly file: ModelFile; readonly predictor: Predictor }>();

parentPort?.on("message", async ({ id, task }: ThreadRequest) => {
  parentPort?.postMessage(await answer(id, task));
});

async function answer(id: number, task: ThreadTask): Promise<ThreadAnswer> {
  try {
    return { id, result: await perform(task) };
  } catch (error) {
    return { id, error: error instanceof Error ? error : new Error(String(error)) };
  }
}

async function perform(task: ThreadTask): Promise<ThreadResults[keyof ThreadResults]> {
  const { key } = task;
  if (task.type === "load") {
    const file = readModelFile(task.file);
    models.set(key, { file, predictor: await createPredictor({ file, engine }) });
    return undefined;
  }
  const model = models.get(key);
  if (model === undefined) {
    throw new Error(`Cannot ${task.type} as the model must be loaded: current value is ${key}`);
  }
  switch (task.type) {
    case "prepare": {
      const { height, width, channels } = model.file.manifest.model.input;
      const data = preprocess(task.image, { height, width, channels });
      return { height, width, channels: channels as RawImage["channels"], data };
    }
    case "predict":
      return await model.predictor.predict(task.images, { topK: task.topK });
    case "unload":
      models.delete(key);
      model.predictor.dispose();
      return undefined;
  }
}
