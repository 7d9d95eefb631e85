import {
  ArtifactError,
  DataError,
  parseModelSpec,
  parseTrainSpec,
  readCheckpoint,
  type TrainEvent,
  type TrainOptions,
  type TrainResult,
  train,
} from "@convzoo/core";
import type { ToldEvent, TrainTask } from "./train_message.ts";

/** A training, step by step. */
export type TrainingSteps = AsyncIterator<TrainEvent, TrainResult, void>;

/**
 * Starts a training where a checkpoint file is, or from the beginning if that is of no use, with a warning. A fork begins with the
 * state of another training.
 *
 * @throws What `train` throws at its start, also if the fork's first state is of no use.
 */
export async function startTraining(
  options: TrainOptions,
  { checkpoint, fork }: Pick<TrainTask, "checkpoint" | "fork">,
  onEvent: (event: ToldEvent) => void,
): Promise<TrainingSteps> {
  if (checkpoint !== undefined) {
    try {
      return await begin({ ...options, resume: readCheckpoint(checkpoint) });
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
  if (fork === undefined) {
    return await begin(options);
  }
  const resumeOf = { model: parseModelSpec(fork.modelSpec), train: parseTrainSpec(fork.trainSpec) };
  return await begin({ ...options, resume: readCheckpoint(fork.file), resumeOf });
}

/** Only its first step says whether a training can start. */
async function begin(options: TrainOptions): Promise<TrainingSteps> {
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
