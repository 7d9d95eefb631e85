import type { RunState } from "../generated/prisma/client.ts";

/** How much a line of a run's log matters, the least first. */
export const logLevels = ["debug", "info", "warning", "error"] as const;

export type LogLevel = (typeof logLevels)[number];

/** The training of an attempt begins. */
interface RunStarted {
  readonly type: "RunStarted";
  readonly engine: string;
  readonly stepsPerEpoch: number;
  /** Epochs that a checkpoint brought along; 0 if the training begins from the beginning. */
  readonly resumedEpoch: number;
  /** Steps that it brought along, those of the epoch under way included; left out in what was written before there was one. */
  readonly resumedStep?: number;
}

/** One step of the training, told now and then; figures are of its epoch so far. */
interface RunBatch {
  readonly type: "RunBatch";
  readonly epoch: number;
  /** Steps since the beginning of the training, those that a checkpoint brought along included. */
  readonly step: number;
  readonly loss: number;
  readonly accuracy: number;
  readonly learningRate: number;
  /** Null in what was written before there was one. */
  readonly gradientNorm?: number | null;
  readonly imagesPerSecond: number;
  readonly secondsLeft: number;
  /** Share of all steps, 0 to 1. */
  readonly progress: number;
}

/** An epoch is done, and has been judged by the validation images, or by the test images where there are none. */
interface RunEpoch {
  readonly type: "RunEpoch";
  readonly epoch: number;
  readonly loss: number;
  readonly accuracy: number;
  readonly validationLoss?: number | null;
  readonly validationAccuracy?: number | null;
  readonly testLoss: number | null;
  readonly testAccuracy: number | null;
  /** Other figures of the images that judged, by name. */
  readonly metrics?: Readonly<Record<string, number>>;
  /** Whether it is the best so far. */
  readonly isBest?: boolean;
  readonly learningRate: number;
  readonly gradientNorm?: number | null;
  readonly imagesPerSecond: number;
  readonly seconds: number;
}

/** The state of the training is stored: the next attempt would go on from here. */
interface RunCheckpointed {
  readonly type: "RunCheckpointed";
  /** Epochs that are done. */
  readonly epoch: number;
  readonly step: number;
}

/** Something that a reader should know. */
interface RunLog {
  readonly type: "RunLog";
  readonly level: LogLevel;
  readonly message: string;
}

/** The training is done; a `RunStateChanged` follows. */
interface RunFinished {
  readonly type: "RunFinished";
  /** Epochs trained. */
  readonly epochs?: number;
  readonly bestEpoch?: number | null;
  readonly stoppedEarly?: boolean;
  readonly testLoss: number;
  readonly testAccuracy: number;
  /** Other figures of the test images, by name. */
  readonly metrics?: Readonly<Record<string, number>>;
  readonly imagesPerSecond: number;
  readonly seconds: number;
}

/** The run cannot succeed; a `RunStateChanged` follows. */
interface RunFailed {
  readonly type: "RunFailed";
  readonly code: string;
  readonly message: string;
}

/** The run is in another state now; after a final one nothing comes. */
interface RunStateChanged {
  readonly type: "RunStateChanged";
  readonly state: RunState;
  readonly attempt: number;
}

/**
 * What happens in a run: `type` is the name of its GraphQL type, whose fields the others are. Fields that may be left out
 * are not in events of servers before them.
 */
export type RunEventBody =
  | RunStarted
  | RunBatch
  | RunEpoch
  | RunCheckpointed
  | RunLog
  | RunFinished
  | RunFailed
  | RunStateChanged;

/** An event as watchers see it. */
export type StoredRunEvent = RunEventBody & {
  /** The attempt under way, 0 before the first; left out in what was written before it was noted. */
  readonly attempt?: number;
  /** 0 for the first event of the run, without gaps. */
  readonly sequence: number;
  readonly createdAt: Date;
};
