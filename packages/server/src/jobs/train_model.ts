import { readFile } from "node:fs/promises";
import {
  createWasmEngine,
  DataError,
  type ImageDataset,
  parseIdxDataset,
  parseModelSpec,
  parseTrainSpec,
  SpecError,
  type TrainEvent,
  type TrainResult,
  train,
  writeModelFile,
} from "@convzoo/core";
import type { TrainTask, TrainVerdict } from "./train_message.ts";

/** Options of {@linkcode trainModel}. */
export interface TrainModelOptions {
  /** Stops it within one batch; the call then rejects with the reason. */
  readonly signal: AbortSignal;
  /** Called with what happens; of the batches only now and then. */
  readonly onEvent: (event: TrainEvent) => void;
}

/** Milliseconds between two batches that are told. */
const batchInterval = 200;

/** Trains what a task says, and makes the model file. */
export async function trainModel(task: TrainTask, options: TrainModelOptions): Promise<TrainVerdict> {
  try {
    return await trainTask(task, options);
  } catch (error) {
    if (error instanceof SpecError || error instanceof DataError) {
      return { type: "failed", code: error.code, message: error.message };
    }
    throw error;
  }
}

async function trainTask(task: TrainTask, { signal, onEvent }: TrainModelOptions): Promise<TrainVerdict> {
  const { seed, mode, variantDigest, engineVersion } = task;
  const model = parseModelSpec(task.modelSpec);
  const spec = parseTrainSpec(task.trainSpec);
  const dataset = await readDataset(task);
  const engine = createWasmEngine({ mode });
  const training = train({ model, train: spec, dataset, seed, engine, signal });
  const outcome = await follow(training, onEvent);
  if (outcome.type === "failed") {
    return outcome;
  }
  const { weights, lastEpoch } = outcome;
  const { loss, accuracy, testLoss, testAccuracy } = lastEpoch;
  const metrics = { loss, accuracy, testLoss, testAccuracy };
  const { digest: datasetDigest, classes } = task.dataset;
  const lineage = { datasetDigest, variantDigest, seed, mode, engine: engine.id, engineVersion };
  const file = writeModelFile({ model, train: spec, classes, metrics, lineage, weights });
  const { type: _, ...summary } = outcome.finished;
  return { type: "trained", file, metrics, summary };
}

type Told<Type extends TrainEvent["type"]> = Extract<TrainEvent, { type: Type }>;
type Failed = Extract<TrainVerdict, { type: "failed" }>;

interface Learned {
  readonly type: "learned";
  readonly weights: Extract<TrainResult, { outcome: "finished" }>["weights"];
  readonly lastEpoch: Told<"epoch">;
  readonly finished: Told<"finished">;
}

/** Runs a training to its end, and tells of it. */
async function follow(
  training: AsyncGenerator<TrainEvent, TrainResult, void>,
  onEvent: (event: TrainEvent) => void,
): Promise<Learned | Failed> {
  let told = Number.NEGATIVE_INFINITY;
  const last: { epoch?: Told<"epoch">; finished?: Told<"finished">; failed?: Told<"failed"> } = {};
  for (;;) {
    const { done, value } = await training.next();
    if (done) {
      return value.outcome === "finished"
        ? { type: "learned", weights: value.weights, lastEpoch: last.epoch!, finished: last.finished! }
        : last.failed!;
    }
    switch (value.type) {
      case "batch":
        if (performance.now() - told < batchInterval) {
          continue;
        }
        told = performance.now();
        break;
      case "epoch":
        if (!Number.isFinite(value.testLoss)) {
          await training.return({ outcome: "failed", code: "NON_FINITE_LOSS" });
          return nonFiniteTest(value);
        }
        last.epoch = value;
        break;
      case "finished":
        last.finished = value;
        break;
      case "failed":
        last.failed = value;
        break;
    }
    onEvent(value);
  }
}

/** The last step of an epoch may spoil the weights: then only the test images show it. */
function nonFiniteTest({ epoch, testLoss }: Told<"epoch">): Failed {
  return {
    type: "failed",
    code: "NON_FINITE_LOSS",
    message: `Cannot go on as the test loss must be finite: current value is ${testLoss} after epoch ${epoch}`,
  };
}

async function readDataset({ dataset }: TrainTask): Promise<ImageDataset> {
  const { name, classes, files } = dataset;
  const [trainImages, trainLabels, testImages, testLabels] = await Promise.all([
    readFile(files.trainImages),
    readFile(files.trainLabels),
    readFile(files.testImages),
    readFile(files.testLabels),
  ]);
  return await parseIdxDataset({ name, classes, trainImages, trainLabels, testImages, testLabels });
}
