import { type Checkpoint, writeCheckpoint } from "@convzoo/core";
import type { CheckpointEvent, ToldEvent } from "./train_message.ts";

/** Sends some of a training's checkpoints on. */
export interface CheckpointSender {
  /** Whether it is time for one, even in the middle of an epoch. */
  readonly isDue: boolean;
  /** Sends a checkpoint, if it is time. */
  offer(event: CheckpointEvent): void;
  /** Sends a checkpoint, unless it was the last that was sent. */
  send(event: CheckpointEvent): void;
}

/** Options of {@linkcode createCheckpointSender}. */
export interface CheckpointSenderOptions {
  /** Seconds between two checkpoints at least; 0: one after each epoch, and none within. */
  readonly interval: number;
  /** Whether one after each epoch is sent, whatever the interval. @default {false} */
  readonly everyEpoch?: boolean | undefined;
  /** Takes what is sent, and a warning if checkpoints are too large to be kept. */
  readonly send: (event: ToldEvent) => void;
  /** The largest checkpoint that is sent: the worker has to hold it. @default {1 GiB} */
  readonly mostBytes?: number | undefined;
}

/** Sends checkpoints on as files: the first that is offered, and later ones as often as the interval allows. */
export function createCheckpointSender(options: CheckpointSenderOptions): CheckpointSender {
  const { interval, everyEpoch = false, send, mostBytes = 2 ** 30 } = options;
  let next = Number.NEGATIVE_INFINITY;
  // Within an epoch there is none before there would have been two
  const patience = performance.now() + interval * 1000;
  let sent: Checkpoint | undefined;
  return {
    get isDue() {
      return interval > 0 && performance.now() >= Math.max(next, patience);
    },
    offer(event) {
      if (performance.now() >= next || (everyEpoch && event.checkpoint.memory.within === null)) {
        sendOn(event);
      }
    },
    send: sendOn,
  };

  function sendOn({ epoch, step, checkpoint }: CheckpointEvent): void {
    if (checkpoint === sent || next === Number.POSITIVE_INFINITY) {
      return;
    }
    sent = checkpoint;
    const file = writeCheckpoint(checkpoint);
    if (file.byteLength > mostBytes) {
      next = Number.POSITIVE_INFINITY;
      const message = `Cannot keep checkpoints as they must have at most ${mostBytes} bytes: current number is ${file.byteLength}`;
      send({ type: "log", level: "warning", message });
      return;
    }
    send({ type: "checkpoint", epoch, step, file, endsEpoch: checkpoint.memory.within === null });
    next = performance.now() + interval * 1000;
  }
}
