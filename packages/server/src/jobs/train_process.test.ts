import { spawn } from "node:child_process";
import { readModelFile } from "@convzoo/core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { childProcesses, isRunning } from "../testing/child_processes.ts";
import { endless, slowModel } from "../testing/models.ts";
import { createTrainTask, type TrainTaskFixture } from "../testing/train_task.ts";
import { Interruption } from "./interruption.ts";
import type { ToldEvent, TrainTask, TrainVerdict } from "./train_message.ts";
import { runTrainProcess } from "./train_process.ts";

let fixture: TrainTaskFixture;
let task: TrainTask;
const { signal: never } = new AbortController();

beforeAll(async () => {
  fixture = await createTrainTask();
  ({ task } = fixture);
});
afterAll(() => fixture.remove());

/** Trains for longer than any test, and hands out the process at its first batches, with their number. */
async function trainLong(
  signal: AbortSignal,
  onBatch: (pid: number, count: number) => void,
): Promise<{ verdict: TrainVerdict | undefined; output: string | undefined }> {
  let output: string | undefined;
  let batches = 0;
  const verdict = await runTrainProcess(
    { ...task, modelSpec: slowModel, trainSpec: { epochs: endless, batchSize: 16 } },
    {
      signal,
      onEvent(event) {
        if (event.type === "batch" && batches < 2) {
          batches += 1;
          onBatch(childProcesses(process.pid, /train_child/)[0]!, batches);
        }
      },
      onBroken: (text) => {
        output = text;
      },
    },
  );
  return { verdict, output };
}

describe("runTrainProcess()", () => {
  test("trains, tells of it, and hands back the model file", async () => {
    const told: ToldEvent["type"][] = [];
    const verdict = await runTrainProcess(task, { signal: never, onEvent: ({ type }) => told.push(type) });
    expect(told.filter((type) => type !== "batch")).toEqual([
      "started",
      "epoch",
      "checkpoint",
      "epoch",
      "finished",
    ]);
    expect(told[1]).toBe("batch");
    if (verdict?.type !== "trained") {
      return expect.unreachable(`it ended as ${verdict?.type}`);
    }
    const { manifest } = readModelFile(verdict.file);
    expect(manifest.metrics).toEqual(verdict.metrics);
    expect(manifest.lineage).toEqual({
      datasetDigest: "d".repeat(64),
      variantDigest: "e".repeat(64),
      seed: 3,
      mode: "portable",
      engine: "wasm",
      engineVersion: "1.2.3",
    });
    expect(verdict.metrics).toMatchObject({ f1: expect.any(Number), topKAccuracy: expect.any(Number) });
    expect(verdict.summary).toEqual({
      epochs: 2,
      bestEpoch: null,
      stoppedEarly: false,
      metrics: expect.objectContaining({ f1: verdict.metrics["f1"] }),
      testLoss: verdict.metrics["testLoss"],
      testAccuracy: verdict.metrics["testAccuracy"],
      seconds: expect.any(Number),
      imagesPerSecond: expect.any(Number),
    });
  });

  test("tells of batches now and then, however fast they come", async () => {
    let batches = 0;
    const began = performance.now();
    const verdict = await runTrainProcess(
      { ...task, trainSpec: { epochs: 100, batchSize: 1 } },
      { signal: never, onEvent: ({ type }) => (batches += type === "batch" ? 1 : 0) },
    );
    expect(verdict?.type).toBe("trained");
    expect(batches).toBeLessThanOrEqual(1 + (performance.now() - began) / 200);
  });

  test.each<[string, () => Partial<TrainTask>, Partial<TrainVerdict>]>([
    [
      "a spec that cannot be read",
      () => ({ modelSpec: { layers: [] } }),
      { type: "failed", code: "SPEC_INVALID", message: expect.stringMatching(/^Cannot /) },
    ],
    [
      "a dataset of other classes",
      () => ({ dataset: { ...task.dataset, classes: ["a", "b", "c", "d", "e"] } }),
      { type: "failed", code: "DATASET_MISMATCH", message: expect.stringMatching(/^Cannot train on /) },
    ],
    [
      "files that are not IDX",
      () => ({
        dataset: {
          ...task.dataset,
          files: { ...task.dataset.files, trainLabels: task.dataset.files.trainImages },
        },
      }),
      { type: "failed", code: "IDX_MAGIC" },
    ],
    [
      "a loss that is not finite",
      () => ({ trainSpec: { epochs: 9, batchSize: 16, optimizer: { adam: { learningRate: 1e38 } } } }),
      { type: "failed", code: "NON_FINITE_LOSS" },
    ],
    [
      "files that are not there",
      () => ({
        dataset: { ...task.dataset, files: { ...task.dataset.files, trainImages: "/nowhere/at/all" } },
      }),
      { type: "broken", message: expect.stringMatching(/open failed with ENOENT$/) },
    ],
  ])("says what is wrong with %s", async (_what, change, expected) => {
    const verdict = await runTrainProcess(
      { ...task, ...change() },
      { signal: never, onEvent: () => undefined },
    );
    expect(verdict).toMatchObject(expected);
  });

  test("says how a process ended that was killed", async () => {
    const { verdict, output } = await trainLong(never, (pid) => process.kill(pid, "SIGKILL"));
    expect(verdict).toEqual({
      type: "broken",
      message:
        "Cannot train as the training process must not end before its time: it ended with signal SIGKILL",
    });
    expect(output).toBe("");
  });

  test("lets a canceled process end by itself, within a moment", async () => {
    const controller = new AbortController();
    let began = 0;
    let pid = 0;
    const { verdict } = await trainLong(controller.signal, (process) => {
      pid ||= process;
      began ||= performance.now();
      controller.abort(new Interruption("cancel", "The run is canceled"));
    });
    expect(verdict).toBeUndefined();
    expect(performance.now() - began).toBeLessThan(1000);
    expect(isRunning(pid)).toBe(false);
  });

  test("kills a canceled process that does not end", async () => {
    const controller = new AbortController();
    let began = 0;
    const { verdict } = await trainLong(controller.signal, (pid) => {
      process.kill(pid, "SIGSTOP");
      began = performance.now();
      controller.abort(new Interruption("cancel", "The run is canceled"));
    });
    expect(verdict).toBeUndefined();
    const took = performance.now() - began;
    expect(took).toBeGreaterThan(4500);
    expect(took).toBeLessThan(8000);
  });

  test("kills the process of a stopped worker that does not end by itself", async () => {
    const controller = new AbortController();
    const { verdict } = await trainLong(controller.signal, (pid) => {
      process.kill(pid, "SIGSTOP");
      controller.abort(new Interruption("stop", "The worker was stopped"));
    });
    expect(verdict).toBeUndefined();
  });

  test("starts nothing if it is too late", async () => {
    const verdict = await runTrainProcess(task, { signal: AbortSignal.abort(), onEvent: () => undefined });
    expect(verdict).toBeUndefined();
  });

  test("is deaf to the signals that stop its worker", async () => {
    const controller = new AbortController();
    const { verdict } = await trainLong(controller.signal, (pid, count) => {
      if (count === 2) {
        controller.abort(new Interruption("cancel", "The run is canceled"));
        return;
      }
      for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
        process.kill(pid, name);
      }
    });
    expect(verdict).toBeUndefined();
    expect(controller.signal.aborted).toBe(true);
  });

  test("leaves no process when the worker is killed", async () => {
    const source = new URL("train_process.ts", import.meta.url).href;
    const long = { ...task, modelSpec: slowModel, trainSpec: { epochs: endless, batchSize: 16 } };
    const script = `import { runTrainProcess } from ${JSON.stringify(source)};
      await runTrainProcess(${JSON.stringify(long)}, {
        signal: new AbortController().signal,
        onEvent: (event) => event.type === "batch" && process.stdout.write("works\\n"),
      });`;
    const worker = spawn(process.execPath, ["--input-type=module-typescript", "--eval", script], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    await new Promise((resolve) => worker.stdout.once("data", resolve));
    const [pid] = childProcesses(worker.pid!, /train_child/);
    expect(isRunning(pid!)).toBe(true);
    worker.kill("SIGKILL");
    await expect.poll(() => isRunning(pid!), { timeout: 5000 }).toBe(false);
  });
});
