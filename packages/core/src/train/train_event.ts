import type { EngineMode } from "../engines/engine.ts";
import type { Checkpoint } from "./checkpoint.ts";

/** Training begins. */
export interface StartedEvent {
  readonly type: "started";
  readonly epochs: number;
  readonly stepsPerEpoch: number;
  /** Number of learned weights. */
  readonly parameters: number;
  readonly engine: string;
  readonly mode: EngineMode;
  /** Seconds that the engine took to compile. */
  readonly compileSeconds: number;
  /** Epochs that a checkpoint brought along; 0 if the training begins from the beginning. */
  readonly resumedEpoch: number;
  /** Steps that it brought along, those of the epoch under way included. */
  readonly resumedStep: number;
}

/** One step is done. */
export interface BatchEvent {
  readonly type: "batch";
  /** 1 for the first. */
  readonly epoch: number;
  /** Steps since the start of the training; 1 after the first. */
  readonly step: number;
  /** Mean loss of the epoch's images so far. */
  readonly loss: number;
  /** Part of the epoch's images so far that were predicted right, 0 to 1. */
  readonly accuracy: number;
  /** The rate of the step, as the schedule has it. */
  readonly learningRate: number;
  /** Length of all gradients of the step together, before anything clips them. */
  readonly gradientNorm: number;
  /** Speed of the epoch so far. */
  readonly imagesPerSecond: number;
  /** Estimate of the time to the end of the training. */
  readonly secondsLeft: number;
}

/**
 * One epoch is done, and has been judged: by the validation images if there are any, otherwise by the test images unless these wait for the
 * end.
 */
export interface EpochEvent {
  readonly type: "epoch";
  readonly epoch: number;
  /** Mean loss over the training images, each taken before its step. */
  readonly loss: number;
  readonly accuracy: number;
  /** null: there are no validation images. */
  readonly validationLoss: number | null;
  readonly validationAccuracy: number | null;
  /** null: the test images wait for the end. */
  readonly testLoss: number | null;
  readonly testAccuracy: number | null;
  /** Other figures of the images that judged, by the metric's id, such as `f1`. */
  readonly metrics: Readonly<Record<string, number>>;
  /** Whether it is the best so far; false if there are no validation images. */
  readonly isBest: boolean;
  /** The rate of the epoch's last step. */
  readonly learningRate: number;
  /** Mean over the epoch's steps. */
  readonly gradientNorm: number;
  /** Training time of the epoch, without the evaluation. */
  readonly seconds: number;
  readonly imagesPerSecond: number;
}

/** Everything that the rest of the training follows from. */
export interface CheckpointEvent {
  readonly type: "checkpoint";
  /** Epochs done. */
  readonly epoch: number;
  readonly step: number;
  /** Gives `train` the state to go on from; `writeCheckpoint` makes a file of it. */
  readonly checkpoint: Checkpoint;
}

/** Something that a reader of the run's log should know. */
export interface LogEvent {
  readonly type: "log";
  readonly level: "info" | "warning";
  readonly message: string;
}

/** Training is done; the last event. */
export interface FinishedEvent {
  readonly type: "finished";
  /** Epochs trained; fewer than asked for if the stopping rule ended the training. */
  readonly epochs: number;
  /** The epoch that was judged best; null if there are no validation images. */
  readonly bestEpoch: number | null;
  readonly stoppedEarly: boolean;
  /** Of the weights that the training leaves. */
  readonly testLoss: number;
  readonly testAccuracy: number;
  /** Other figures of the test images, by the metric's id. */
  readonly metrics: Readonly<Record<string, number>>;
  /** Training time of all epochs, without the evaluations. */
  readonly seconds: number;
  readonly imagesPerSecond: number;
}

/** Training stopped because it cannot go on; the last event. */
export interface FailedEvent {
  readonly type: "failed";
  readonly code: "NON_FINITE_LOSS";
  readonly message: string;
}

/** What a training tells, in order: `started`, then batches, epochs, checkpoints and logs, then `finished` or `failed`. */
export type TrainEvent =
  | StartedEvent
  | BatchEvent
  | EpochEvent
  | CheckpointEvent
  | LogEvent
  | FinishedEvent
  | FailedEvent;
