/** The thread that decodes and classifies images, so that the event loop of the server never waits for that. */
import { parentPort } from "node:worker_threads";
import {
  createPredictor,
  createWasmEngine,
  type InputSpec,
  type ModelFile,
  type Predictor,
  preprocess,
  type RawImage,
  readModelFile,
} from "@convzoo/core";
import { ImageError } from "../errors/image_error.ts";
import { pictureDigest } from "../store/picture_digest.ts";
import { createGate } from "./create_gate.ts";
import { decodeImage } from "./decode_image.ts";
import type {
  PreparedImage,
  ThreadAnswer,
  ThreadRequest,
  ThreadResults,
  ThreadTask,
} from "./thread_message.ts";

const engine = createWasmEngine();
/** A decoded image may take 50 MB until it is prepared, so only a few exist at a time. */
const decoding = createGate(4);
const models = new Map<string, { readonly file: ModelFile; readonly predictor: Predictor }>();

parentPort?.on("message", async ({ id, task }: ThreadRequest) => {
  parentPort?.postMessage(await answer(id, task));
});

async function answer(id: number, task: ThreadTask): Promise<ThreadAnswer> {
  try {
    return { id, result: await perform(task) };
  } catch (error) {
    if (error instanceof ImageError) {
      return { id, problem: error.problem };
    }
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
    case "prepare":
      return await decoding(() => prepare(task.file, task.index, model.file.manifest.model.input));
    case "predict":
      return await model.predictor.predict(task.images, { topK: task.topK });
    case "unload":
      models.delete(key);
      model.predictor.dispose();
      return undefined;
  }
}

async function prepare(file: Uint8Array, index: number, input: InputSpec): Promise<PreparedImage> {
  const image = await decodeImage(file, index);
  const { height, width } = input;
  const data = preprocess(image, input);
  const channels = input.channels as RawImage["channels"];
  const digest = pictureDigest(image);
  return { width: image.width, height: image.height, input: { height, width, channels, data }, digest };
}
