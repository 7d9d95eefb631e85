import {
  ArtifactError,
  type Checkpoint,
  DataError,
  readCheckpoint,
  type TrainEvent,
  type TrainOptions,
  type TrainResult,
  train,
} from "@convzoo/core";
import type { ToldEvent } from "./train_message.ts";

/** A training, step by step. */
export type TrainingSteps = AsyncIterator<TrainEvent, TrainResult, void>;

/**
 * Starts a training where a checkpoint file is, or from the beginning if that is of no use, with a warning.
 *
 * @throws What `train` throws at its start.
 */
export async function startTraining(
  options: TrainOptions,
  file: Uint8Array | undefined,
  onEvent: (event: ToldEvent) => void,
): Promise<TrainingSteps> {
  if (file !== undefined) {
    try {
      return await begin({ ...options, resume: readCheckpoint(file) });
    } catch (error) {
      // What is wrong with the data is found again without the checkpoint.
      if (!(error instanceof ArtifactError || error instanceof DataError)) {
        throw error;
      }
      onEvent({
        type: "log",
        level: "warning",
        message: `The training begins from the beginning, as its checkpoint is of no use: ${error.message}`,
      });
    }
  }
  return await begin(options);
}

/** Only its first step says whether a training can start. */
async function begin(options: TrainOptions & { readonly resume?: Checkpoint }): Promise<TrainingSteps> {
  const training = train(options);
  let first: IteratorResult<TrainEvent, TrainResult> | undefined = await training.next();
  return {
    async next() {
      const result = first ?? (await training.next());
      first = undefined;
      return result;
    },
  };
}
