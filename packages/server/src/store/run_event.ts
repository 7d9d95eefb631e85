import type { RunState } from "../generated/prisma/client.ts";

/** One step of the training, told now and then; figures are of its epoch so far. */
interface RunBatch {
  readonly type: "RunBatch";
  readonly epoch: number;
  /** Steps since the start of the attempt. */
  readonly step: number;
  readonly loss: number;
  readonly accuracy: number;
  readonly imagesPerSecond: number;
  readonly secondsLeft: number;
  /** Share of all steps, 0 to 1. */
  readonly progress: number;
}

/** An epoch is done, and the test images have been evaluated. */
interface RunEpoch {
  readonly type: "RunEpoch";
  readonly epoch: number;
  readonly loss: number;
  readonly accuracy: number;
  readonly testLoss: number;
  readonly testAccuracy: number;
  readonly imagesPerSecond: number;
  readonly seconds: number;
}

/** Something that a reader should know. */
interface RunLog {
  readonly type: "RunLog";
  readonly level: "info" | "warning";
  readonly message: string;
}

/** The training is done; a `RunStateChanged` follows. */
interface RunFinished {
  readonly type: "RunFinished";
  readonly testLoss: number;
  readonly testAccuracy: number;
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

/** What happens in a run: `type` is the name of its GraphQL type, whose fields the others are. */
export type RunEventBody = RunBatch | RunEpoch | RunLog | RunFinished | RunFailed | RunStateChanged;

/** An event as watchers see it. */
export type StoredRunEvent = RunEventBody & {
  /** 0 for the first event of the run, without gaps. */
  readonly sequence: number;
  readonly createdAt: Date;
};
