import { readCheckpoint } from "@convzoo/core";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type CheckpointSender, createCheckpointSender } from "./create_checkpoint_sender.ts";
import type { CheckpointEvent, ToldEvent } from "./train_message.ts";

let sent: ToldEvent[];

beforeEach(() => {
  sent = [];
  vi.useFakeTimers();
});
afterEach(() => vi.useRealTimers());

function create(interval: number, mostBytes?: number): CheckpointSender {
  return createCheckpointSender({ interval, mostBytes, send: (event) => sent.push(event) });
}

function checkpointOf(epoch: number): CheckpointEvent {
  const memory = { epoch, step: epoch * 4, images: 0, seconds: 0, schedule: {}, stopping: null };
  const state = { "layers.0.kernel": Float32Array.of(1, 2, epoch) };
  const checkpoint = {
    identity: "i",
    memory: { ...memory, stopped: false, bestEpoch: null, within: null },
    state,
    best: null,
  };
  return { type: "checkpoint", epoch, step: epoch * 4, checkpoint } as unknown as CheckpointEvent;
}

function epochs(): unknown[] {
  return sent.map((event) => (event.type === "checkpoint" ? event.epoch : event.type));
}

describe("createCheckpointSender()", () => {
  test("sends the first checkpoint, and no more than one an interval", () => {
    const sender = create(10);
    for (let epoch = 1; epoch <= 25; epoch += 1) {
      sender.offer(checkpointOf(epoch));
      vi.advanceTimersByTime(1000);
    }
    expect(epochs()).toEqual([1, 11, 21]);
  });

  test("sends files that core reads", () => {
    const event = checkpointOf(3);
    create(0).offer(event);
    expect(sent).toEqual([
      { type: "checkpoint", epoch: 3, step: 12, file: expect.any(Uint8Array), endsEpoch: true },
    ]);
    expect(readCheckpoint((sent[0] as { file: Uint8Array }).file)).toEqual(event.checkpoint);
  });

  test("sends what must be sent at once, but nothing twice", () => {
    const sender = create(10);
    const [first, second, third] = [1, 2, 3].map(checkpointOf);
    sender.offer(first!);
    sender.send(first!);
    sender.offer(second!);
    sender.send(third!);
    sender.send(third!);
    expect(epochs()).toEqual([1, 3]);
  });

  test("asks for one within an epoch when the interval is over, and never if there is none", () => {
    const [sender, eager] = [create(10), create(0)];
    expect(sender.isDue).toBe(false);
    vi.advanceTimersByTime(10_000);
    expect([sender.isDue, eager.isDue]).toEqual([true, false]);
    sender.offer(checkpointOf(1));
    expect(sender.isDue).toBe(false);
    vi.advanceTimersByTime(10_000);
    expect(sender.isDue).toBe(true);
  });

  test("says once that checkpoints are too large, and sends none", () => {
    const sender = create(0, 100);
    sender.offer(checkpointOf(1));
    sender.offer(checkpointOf(2));
    sender.send(checkpointOf(3));
    expect(sent).toEqual([
      {
        type: "log",
        level: "warning",
        message: expect.stringMatching(
          /^Cannot keep checkpoints as they must have at most 100 bytes: current number is \d+$/,
        ),
      },
    ]);
  });
});
