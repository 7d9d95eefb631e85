import type { EngineMode, TrainEvent } from "@convzoo/core";

/** The IDX files of a dataset, as paths. */
export interface DatasetFiles {
  readonly trainImages: string;
  readonly trainLabels: string;
  readonly testImages: string;
  readonly testLabels: string;
  /** Where it has images to validate with. */
  readonly validationImages?: string;
  readonly validationLabels?: string;
}

/** All that a training process needs to know. */
export interface TrainTask {
  /** As the database has it; the training process reads it with core's parser. */
  readonly modelSpec: unknown;
  /** The same. */
  readonly trainSpec: unknown;
  readonly dataset: {
    readonly name: string;
    readonly classes: readonly string[];
    readonly digest: string;
    readonly files: DatasetFiles;
  };
  readonly variantDigest: string;
  readonly seed: number;
  readonly mode: EngineMode;
  /** The version of core, which the model file names. */
  readonly engineVersion: string;
  /** The version to start from, and its model file as a path. */
  readonly parent?: { readonly digest: string; readonly path: string } | undefined;
  /** Core's checkpoint file to go on from; left out: from the beginning. */
  readonly checkpoint?: Uint8Array | undefined;
  /** Where the training begins if there is no checkpoint: a state of a training of other specs, after so many steps. */
  readonly fork?:
    | {
        readonly file: Uint8Array;
        readonly step: number;
        readonly modelSpec: unknown;
        readonly trainSpec: unknown;
      }
    | undefined;
  /** Seconds between two checkpoints at least; 0: one after each epoch, and none within. */
  readonly checkpointInterval: number;
  /** Whether there is a checkpoint after each epoch, however short, and after the last one, too. */
  readonly keepsCheckpoints: boolean;
}

type EventOf<Type extends TrainEvent["type"]> = Extract<TrainEvent, { type: Type }>;

/** A state to go on from, as core tells it. */
export type CheckpointEvent = EventOf<"checkpoint">;

/** The figures of a training as a whole. */
export type TrainSummary = Omit<EventOf<"finished">, "type">;

/** What happens in a training as its process tells it: core's events, and checkpoints as files. */
export type ToldEvent =
  | Exclude<TrainEvent, CheckpointEvent>
  | (Omit<CheckpointEvent, "checkpoint"> & {
      /** Core's checkpoint file. */
      readonly file: Uint8Array;
      /** Whether it is of an epoch's end. */
      readonly endsEpoch: boolean;
    });

/** How a training ended; the last message of a training process. */
export type TrainVerdict =
  | {
      readonly type: "trained";
      /** The model file. */
      readonly file: Uint8Array;
      /** The figures that the file names; they follow from what was trained on what, and never from time. */
      readonly metrics: Readonly<Record<string, number>>;
      readonly summary: TrainSummary;
    }
  /** It cannot be done, and trying again would not change that. */
  | { readonly type: "failed"; readonly code: string; readonly message: string }
  /** Something went wrong that may not happen again. */
  | { readonly type: "broken"; readonly message: string };

/** What a worker says to its training process. */
export type ToTrainProcess =
  | { readonly type: "train"; readonly task: TrainTask }
  /** Tell where you are, and end. */
  | { readonly type: "stop" }
  | { readonly type: "cancel" };

/** What a training process says to its worker. */
export type FromTrainProcess = { readonly type: "event"; readonly event: ToldEvent } | TrainVerdict;
