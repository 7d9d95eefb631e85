import { readFile } from "node:fs/promises";
import {
  ArtifactError,
  createWasmEngine,
  DataError,
  type ParentModel,
  parseModelSpec,
  parseTrainSpec,
  readModelFile,
  SpecError,
  type TrainOptions,
  type TrainResult,
  writeModelFile,
} from "@convzoo/core";
import { readEnv } from "../env.ts";
import { type CheckpointSender, createCheckpointSender } from "./create_checkpoint_sender.ts";
import { finiteFigures } from "./finite_figures.ts";
import { readDatasetFiles } from "./read_dataset_files.ts";
import { startTraining, type TrainingSteps } from "./start_training.ts";
import type { ToldEvent, TrainSummary, TrainTask, TrainVerdict } from "./train_message.ts";

/** Options of {@linkcode trainModel}. */
export interface TrainModelOptions {
  /** Ends it within one batch; the call then rejects with the reason. */
  readonly signal: AbortSignal;
  /** Ends it within one batch, after a last checkpoint has been told; the call then rejects with the reason. */
  readonly stop: AbortSignal;
  /** Called with what happens; of the batches and the checkpoints only now and then. */
  readonly onEvent: (event: ToldEvent) => void;
}

/** Milliseconds between two batches that are told. */
const batchInterval = 200;

/** Trains what a task says, from where its checkpoint is, and makes the model file. */
export async function trainModel(task: TrainTask, options: TrainModelOptions): Promise<TrainVerdict> {
  try {
    return await trainTask(task, options);
  } catch (error) {
    if (error instanceof SpecError || error instanceof DataError || error instanceof ArtifactError) {
      return { type: "failed", code: error.code, message: error.message };
    }
    throw error;
  }
}

async function trainTask(
  task: TrainTask,
  { signal, stop, onEvent }: TrainModelOptions,
): Promise<TrainVerdict> {
  const { seed, mode, variantDigest, engineVersion } = task;
  const model = parseModelSpec(task.modelSpec);
  const train = parseTrainSpec(task.trainSpec);
  const dataset = await readDatasetFiles(task.dataset);
  const engine = createWasmEngine({ mode, threads: readEnv().trainingThreads });
  const parent = await readParent(task);
  const { checkpointInterval: interval, keepsCheckpoints: everyEpoch } = task;
  const checkpoints = createCheckpointSender({ interval, everyEpoch, send: onEvent });
  const options: TrainOptions = {
    model,
    train,
    dataset,
    seed,
    engine,
    signal,
    checkpoints: everyEpoch ? "alsoLast" : true,
    checkpointWhen: () => stop.aborted || checkpoints.isDue,
    ...(parent && { parent }),
  };
  const training = await startTraining(options, task, onEvent);
  const outcome = await follow(training, { checkpoints, stop, onEvent });
  if (outcome.type === "failed") {
    return outcome;
  }
  const { weights, summary } = outcome;
  const { testLoss, testAccuracy } = summary;
  // Only what follows from the last state: an attempt that goes on just before the end knows no more.
  const metrics = { ...finiteFigures(summary.metrics), testLoss, testAccuracy };
  const { digest: datasetDigest, classes } = task.dataset;
  const lineage = {
    datasetDigest,
    variantDigest,
    seed,
    mode,
    engine: engine.id,
    engineVersion,
    ...(parent && { parent: parent.digest }),
  };
  const file = writeModelFile({ model, train, classes, metrics, lineage, weights });
  return { type: "trained", file, metrics, summary };
}

type Failed = Extract<TrainVerdict, { type: "failed" }>;

interface Learned {
  readonly type: "learned";
  readonly weights: Extract<TrainResult, { outcome: "finished" }>["weights"];
  readonly summary: TrainSummary;
}

/** What follows a training. */
interface Followers extends Pick<TrainModelOptions, "stop" | "onEvent"> {
  readonly checkpoints: CheckpointSender;
}

/** Runs a training to its end, and tells of it. */
async function follow(
  training: TrainingSteps,
  { checkpoints, stop, onEvent }: Followers,
): Promise<Learned | Failed> {
  let told = Number.NEGATIVE_INFINITY;
  let end: Failed | TrainSummary | undefined;
  for (;;) {
    const { done, value } = await training.next();
    if (done) {
      if (value.outcome === "finished") {
        return { type: "learned", weights: value.weights, summary: end as TrainSummary };
      }
      const { checkpoint } = value;
      if (checkpoint !== null) {
        // The run stays where it was still well.
        const { epoch, step } = checkpoint.memory;
        checkpoints.send({ type: "checkpoint", epoch, step, checkpoint });
      }
      return end as Failed;
    }
    switch (value.type) {
      case "checkpoint":
        if (stop.aborted) {
          checkpoints.send(value);
          throw stop.reason;
        }
        checkpoints.offer(value);
        continue;
      case "batch":
        if (performance.now() - told < batchInterval) {
          continue;
        }
        told = performance.now();
        break;
      case "finished": {
        const { type: _, ...summary } = value;
        end = summary;
        break;
      }
      case "failed":
        end = value;
        break;
    }
    onEvent(value);
  }
}

async function readParent({ parent }: TrainTask): Promise<ParentModel | undefined> {
  if (parent === undefined) {
    return undefined;
  }
  const { manifest, weights } = readModelFile(await readFile(parent.path));
  return { digest: parent.digest, model: manifest.model, weights };
}
