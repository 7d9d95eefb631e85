import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTrainTask, type TrainTaskFixture } from "../testing/train_task.ts";
import type { ToldEvent, TrainTask } from "./train_message.ts";
import { trainModel } from "./train_model.ts";

let fixture: TrainTaskFixture;
let task: TrainTask;
const { signal: never } = new AbortController();

beforeAll(async () => {
  fixture = await createTrainTask();
  ({ task } = fixture);
});
afterAll(() => fixture.remove());

describe("trainModel()", () => {
  test("tells where it is when it is asked to stop, and goes on from there to the same file", async () => {
    const long = { ...task, trainSpec: { epochs: 2, batchSize: 16 } };
    const whole = await trainModel(long, { signal: never, stop: never, onEvent: () => undefined });
    const stopping = new AbortController();
    const told: ToldEvent[] = [];
    const stopped = trainModel(long, {
      signal: never,
      stop: stopping.signal,
      onEvent: (event) => {
        told.push(event);
        if (event.type === "batch") {
          stopping.abort(new Error("The worker was stopped"));
        }
      },
    });
    await expect(stopped).rejects.toThrow("The worker was stopped");
    const last = told.at(-1)!;
    if (last.type !== "checkpoint") {
      throw new Error(`Cannot go on as a checkpoint must be told last: it was ${last.type}`);
    }
    expect(last).toMatchObject({ epoch: 0, step: 1 });
    const rest = await trainModel(
      { ...long, checkpoint: last.file },
      { signal: never, stop: never, onEvent: () => undefined },
    );
    expect(rest).toMatchObject({ type: "trained", file: (whole as { file: Uint8Array }).file });
  });

  test("goes on from each of its checkpoints to the same file, told of once", async () => {
    const checkpoints = new Map<number, Uint8Array>();
    const long = { ...task, trainSpec: { epochs: 5, batchSize: 16 } };
    const whole = await trainModel(long, {
      signal: never,
      stop: never,
      onEvent: (event) => event.type === "checkpoint" && checkpoints.set(event.epoch, event.file),
    });
    expect([...checkpoints.keys()]).toEqual([1, 2, 3, 4]);
    for (const [epoch, checkpoint] of checkpoints) {
      const epochs: number[] = [];
      const rest = await trainModel(
        { ...long, checkpoint },
        {
          signal: never,
          stop: never,
          onEvent: (event) => event.type === "epoch" && epochs.push(event.epoch),
        },
      );
      expect(epochs).toEqual([1, 2, 3, 4, 5].slice(epoch));
      expect(rest).toMatchObject({ type: "trained", file: (whole as { file: Uint8Array }).file });
    }
  });

  test("sends one checkpoint, and the last good one if the loss is no longer finite", async () => {
    const epochs: number[] = [];
    const spoiled = {
      epochs: 60,
      batchSize: 16,
      schedule: { piecewise: { boundaries: [4], factors: [1, 1e38] } },
    };
    const verdict = await trainModel(
      { ...task, trainSpec: spoiled, checkpointInterval: 1000 },
      {
        signal: never,
        stop: never,
        onEvent: (event) => event.type === "checkpoint" && epochs.push(event.epoch),
      },
    );
    expect(verdict).toMatchObject({ type: "failed", code: "NON_FINITE_LOSS" });
    expect(epochs).toEqual([1, 4]);
  });

  test.each<[string, (file: Uint8Array) => Partial<TrainTask>]>([
    ["that is damaged", (file) => ({ checkpoint: file.subarray(0, file.length - 4) })],
    ["that is no checkpoint", () => ({ checkpoint: new Uint8Array(64) })],
    ["of another seed", (file) => ({ checkpoint: file, seed: 4 })],
    ["of another spec", (file) => ({ checkpoint: file, trainSpec: { epochs: 3, batchSize: 16 } })],
  ])("begins from the beginning, and says so, with a checkpoint %s", async (_what, change) => {
    const files: Uint8Array[] = [];
    const onEvent = (event: ToldEvent): unknown => event.type === "checkpoint" && files.push(event.file);
    await trainModel(task, { signal: never, stop: never, onEvent });
    const changed = { ...task, ...change(files[0]!) };
    const seen: ToldEvent[] = [];
    const verdict = await trainModel(changed, {
      signal: never,
      stop: never,
      onEvent: (event) => seen.push(event),
    });
    expect(seen.slice(0, 2)).toMatchObject([
      {
        type: "log",
        level: "warning",
        message: expect.stringMatching(/^The training begins from the beginning, .* is of no use: Cannot /),
      },
      { type: "started", resumedEpoch: 0 },
    ]);
    const { checkpoint: _, ...without } = changed;
    const fresh = await trainModel(without, { signal: never, stop: never, onEvent: () => undefined });
    expect(verdict).toMatchObject({ type: "trained", file: (fresh as { file: Uint8Array }).file });
  });

  test("tells which epoch the validation images judged best, and stops early, with a resume in between", async () => {
    const train = {
      epochs: 50,
      batchSize: 16,
      validation: { split: { fraction: 0.25 } },
      stopping: { earlyStopping: { patience: 2 } },
      optimizer: { adam: { learningRate: 0.05 } },
    };
    const files: Uint8Array[] = [];
    const whole = await trainModel(
      { ...task, trainSpec: train },
      {
        signal: never,
        stop: never,
        onEvent: (event) => event.type === "checkpoint" && files.push(event.file),
      },
    );
    if (whole.type !== "trained") {
      return expect.unreachable(`it ended as ${whole.type}`);
    }
    const { epochs, bestEpoch, stoppedEarly } = whole.summary;
    expect(stoppedEarly).toBe(true);
    expect(bestEpoch).toBe(epochs - 2);
    const checkpoint = files.at(-1)!;
    const rest = await trainModel(
      { ...task, trainSpec: train, checkpoint },
      { signal: never, stop: never, onEvent: () => undefined },
    );
    expect(rest).toMatchObject({
      type: "trained",
      file: whole.file,
      summary: { epochs, bestEpoch, stoppedEarly },
    });
  });
});
