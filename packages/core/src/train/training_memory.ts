import type { ScheduleMemory } from "../techniques/schedules/schedule_definition.ts";

/** What has come together of an epoch's steps so far. */
export interface EpochSums {
  readonly steps: number;
  readonly images: number;
  /** Of the images' losses. */
  readonly loss: number;
  /** Number of images that were predicted right. */
  readonly correct: number;
  /** Of the steps' gradients. */
  readonly gradientNorm: number;
  readonly seconds: number;
}

/** What the training loop remembers from step to step beside the engine's state: plain data, which JSON keeps as it is. */
export interface TrainingMemory {
  /** Epochs done. */
  readonly epoch: number;
  /** Steps done. */
  readonly step: number;
  readonly schedule: ScheduleMemory;
  /** What the stopping rule remembers. */
  readonly stopping: unknown;
  /** Whether the stopping rule has ended the training. */
  readonly stopped: boolean;
  /** The best epoch so far, if there are validation images. */
  readonly bestEpoch: number | null;
  /** The epoch under way; null between two. */
  readonly within: EpochSums | null;
  /** Images trained on so far, over all epochs. */
  readonly images: number;
  /** Seconds spent in training steps so far. */
  readonly seconds: number;
}
