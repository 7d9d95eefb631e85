import { writeCheckpoint } from "@convzoo/core";
import type { CheckpointEvent, ToldEvent } from "./train_message.ts";

/** Sends some of a training's checkpoints on. */
export interface CheckpointSender {
  /** Sends a checkpoint, if it is time. */
  offer(event: CheckpointEvent): void;
  /** Sends the last checkpoint that was offered, unless it was sent. */
  sendLast(): void;
}

/** Options of {@linkcode createCheckpointSender}. */
export interface CheckpointSenderOptions {
  /** Seconds between two checkpoints at least. */
  readonly interval: number;
  /** Takes what is sent, and a warning if checkpoints are too large to be kept. */
  readonly send: (event: ToldEvent) => void;
  /** The largest checkpoint that is sent: the worker has to hold it. @default {1 GiB} */
  readonly mostBytes?: number | undefined;
}

/** Sends checkpoints on as files: the first one, and later ones as often as the interval allows. */
export function createCheckpointSender(options: CheckpointSenderOptions): CheckpointSender {
  const { interval, send, mostBytes = 2 ** 30 } = options;
  let next = Number.NEGATIVE_INFINITY;
  let waiting: CheckpointEvent | undefined;
  return {
    offer(event) {
      waiting = event;
      if (performance.now() >= next) {
        sendWaiting();
      }
    },
    sendLast: sendWaiting,
  };

  function sendWaiting(): void {
    if (waiting === undefined || next === Number.POSITIVE_INFINITY) {
      return;
    }
    const { epoch, step, checkpoint } = waiting;
    waiting = undefined;
    const file = writeCheckpoint(checkpoint);
    if (file.byteLength > mostBytes) {
      next = Number.POSITIVE_INFINITY;
      const message = `Cannot keep checkpoints as they must have at most ${mostBytes} bytes: current number is ${file.byteLength}`;
      send({ type: "log", level: "warning", message });
      return;
    }
    send({ type: "checkpoint", epoch, step, file });
    next = performance.now() + interval * 1000;
  }
}
