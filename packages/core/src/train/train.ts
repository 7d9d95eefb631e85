import type { ImageDataset } from "../data/image_dataset.ts";
import type { Engine } from "../engines/engine.ts";
import type { NamedTensors } from "../graph/program.ts";
import { describeModel } from "../spec/describe_model.ts";
import type { ModelSpec } from "../spec/model_spec.ts";
import type { TrainSpec } from "../spec/train_spec.ts";
import { checkDataset } from "./check_dataset.ts";
import type { Checkpoint } from "./checkpoint.ts";
import type { Evaluation } from "./evaluate.ts";
import type { TrainingSpecs } from "./fork_training.ts";
import { openTraining } from "./open_training.ts";
import type { TrainEvent } from "./train_event.ts";
import type { ParentModel } from "./transfer_weights.ts";

/** What a training needs. */
export interface TrainOptions {
  readonly model: ModelSpec;
  readonly train: TrainSpec;
  readonly dataset: ImageDataset;
  /** Decides initial weights, the order of the images, augmentations and dropout. A 32-bit whole number. @default {0} */
  readonly seed?: number;
  readonly engine: Engine;
  /** Replaces first weights that follow from the seed, and those of a parent. */
  readonly initialWeights?: NamedTensors;
  /**
   * Asked after each step: true makes a `checkpoint` event follow at once, in the middle of the epoch.
   * For epochs that take long, and for whoever is about to stop.
   * @default {never}
   */
  readonly checkpointWhen?: () => boolean;
  /** The version that the train spec's `start` names. */
  readonly parent?: ParentModel;
  /** Stops the training within one batch; the generator then throws the signal's reason. */
  readonly signal?: AbortSignal;
  /** Whether a `checkpoint` event follows each epoch but the last, or also that; it copies the whole state. @default {true} */
  readonly checkpoints?: boolean | "alsoLast";
  /**
   * When the test images are evaluated: after each epoch, or once, when everything is decided. Where there are validation images it is always
   * once. The weights do not depend on it.
   * @default {"eachEpoch"}
   */
  readonly testing?: "eachEpoch" | "atEnd";
  /** Where to go on: the result has the same bits as that of a training that was never interrupted. @default {at the beginning} */
  readonly resume?: Checkpoint;
  /**
   * The specs of the training that `resume` is of, where they are others: it is forked then, and goes on with these specs.
   * @default {the same specs}
   */
  readonly resumeOf?: TrainingSpecs;
}

/** What a training leaves. */
export type TrainResult =
  | {
      readonly outcome: "finished";
      /** The learned weights by path, `layers.0.kernel`, ...: those of the best epoch if the stopping rule restores them. */
      readonly weights: NamedTensors;
      /** Of these weights, on the test images. */
      readonly test: Evaluation;
    }
  | {
      readonly outcome: "failed";
      readonly code: "NON_FINITE_LOSS";
      /** From before the epoch that failed; null if that was the first, or checkpoints after epochs are off. */
      readonly checkpoint: Checkpoint | null;
    };

/**
 * Trains a model and tells of it as it goes.
 * The same options give the same weights, bit for bit: on every runtime with an engine in `portable` mode, and however often the training is
 * interrupted and goes on from a checkpoint.
 * @returns After the last event, the weights, or why there are none.
 * @throws {DataError} If the dataset does not suit the model or the train spec.
 * @throws {SpecError} If the model cannot be trained with the loss, or a fork changes what must stay.
 * @throws {ArtifactError} If the checkpoint is of another training, or the parent does not fit the model.
 * @throws The signal's reason once it is aborted.
 * @example Usage
 * ```ts
 * const training = train({ model: referenceCnn(), train: parseTrainSpec({}), dataset, engine: createWasmEngine() });
 * for await (const event of training) {
 *   if (event.type === "epoch") report(event.testAccuracy);
 * }
 * ```
 */
export async function* train(options: TrainOptions): AsyncGenerator<TrainEvent, TrainResult, void> {
  const { model, train: spec, dataset, engine, signal, checkpoints = true } = options;
  signal?.throwIfAborted();
  checkDataset(model, dataset);
  const training = await openTraining(options);
  // In the middle of an epoch nothing has judged the weights
  let last = options.resume?.memory.within === null ? options.resume : null;
  try {
    yield {
      type: "started",
      epochs: spec.epochs,
      stepsPerEpoch: training.stepsPerEpoch,
      parameters: describeModel(model).parameters,
      engine: engine.id,
      mode: engine.mode,
      compileSeconds: training.compileSeconds,
      resumedEpoch: training.memory.epoch,
      resumedStep: training.memory.step,
    };
    while (!training.isOver) {
      const problem = yield* training.trainEpoch();
      if (problem !== null) {
        yield { type: "failed", code: "NON_FINITE_LOSS", message: problem };
        return { outcome: "failed", code: "NON_FINITE_LOSS", checkpoint: last };
      }
      if (checkpoints === "alsoLast" || (checkpoints && !training.isOver)) {
        last = await training.checkpoint();
        yield { type: "checkpoint", epoch: last.memory.epoch, step: last.memory.step, checkpoint: last };
      }
    }
    const left = await training.finish();
    if (typeof left === "string") {
      yield { type: "failed", code: "NON_FINITE_LOSS", message: left };
      return { outcome: "failed", code: "NON_FINITE_LOSS", checkpoint: last };
    }
    const { weights, test } = left;
    const { epoch, bestEpoch, stopped } = training.memory;
    yield {
      type: "finished",
      epochs: epoch,
      bestEpoch,
      stoppedEarly: stopped,
      testLoss: test.loss,
      testAccuracy: test.accuracy,
      metrics: test.metrics,
      ...training.speed,
    };
    return { outcome: "finished", weights, test };
  } finally {
    training.dispose();
  }
}
