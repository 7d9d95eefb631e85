import type { EngineMode } from "../engines/engine.ts";

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
  /** Speed of the epoch so far. */
  readonly imagesPerSecond: number;
  /** Estimate of the time to the end of the training. */
  readonly secondsLeft: number;
}

/** One epoch is done, and the test images have been evaluated. */
export interface EpochEvent {
  readonly type: "epoch";
  readonly epoch: number;
  /** Mean loss over the training images, each taken before its step. */
  readonly loss: number;
  readonly accuracy: number;
  readonly testLoss: number;
  readonly testAccuracy: number;
  /** The rate of the epoch's last step. */
  readonly learningRate: number;
  /** Training time of the epoch, without the evaluation. */
  readonly seconds: number;
  readonly imagesPerSecond: number;
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
  readonly testLoss: number;
  readonly testAccuracy: number;
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

/** What a training tells, in order: `started`, then batches, epochs and logs, then `finished` or `failed`. */
export type TrainEvent = StartedEvent | BatchEvent | EpochEvent | LogEvent | FinishedEvent | FailedEvent;
