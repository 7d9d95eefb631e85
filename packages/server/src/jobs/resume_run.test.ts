import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ModelSpecInput, TrainSpecInput } from "@convzoo/core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { startRun } from "../services/start_run.ts";
import { watchRun } from "../services/watch_run.ts";
import { countingPoints } from "../store/counting_points.ts";
import { findCheckpoint } from "../store/find_checkpoint.ts";
import { findRun } from "../store/find_run.ts";
import type { StoredRunEvent } from "../store/run_event.ts";
import { childProcesses } from "../testing/child_processes.ts";
import { damageBlobs } from "../testing/damage_blobs.ts";
import { createRunFixture, type RunFixture } from "../testing/run_fixture.ts";
import { createTestDatabase, type TestDatabase } from "../testing/test_database.ts";
import { openRunEventHub, type RunEventHub } from "./run_event_hub.ts";
import { openRunQueue, type RunQueue } from "./run_queue.ts";
import { type RunWorker, runWorker } from "./run_worker.ts";

/** All that a training remembers is in it: moving statistics, random numbers of dropout, momenta, means of weights. */
const model: ModelSpecInput = {
  input: { height: 8, width: 8, channels: 1 },
  preprocess: { scale: 1 / 255 },
  layers: [
    { conv2d: { filters: 48, kernelSize: [3, 3], padding: "same" } },
    { batchNorm: {} },
    { activation: { function: "relu" } },
    { conv2d: { filters: 48, kernelSize: [3, 3], activation: "relu" } },
    { flatten: {} },
    { dropout: { rate: 0.25 } },
    { dense: { units: 4, activation: "softmax" } },
  ],
  classes: 4,
} as ModelSpecInput;

/** So many that a training is still under way when its worker is told to stop. */
const epochs = 150;
const train: TrainSpecInput = {
  epochs,
  batchSize: 16,
  optimizer: { adam: { learningRate: 0.01 } },
  schedule: { cosine: {} },
  gradients: [{ ema: {} }],
  augmentations: [{ shift: {} }],
  validation: { split: { fraction: 0.25 } },
  stopping: { earlyStopping: { patience: epochs } },
} as TrainSpecInput;

let database: TestDatabase;
let queue: RunQueue;
let events: RunEventHub;
let fixture: RunFixture;
let dataDirectory: string;
let variantId: string;
/** What a run is that nothing happened to. */
let undisturbed: { readonly digest: string; readonly metrics: object };
const workers: RunWorker[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  queue = await openRunQueue(database);
  events = await openRunEventHub(database.url);
  fixture = await createRunFixture(database);
  dataDirectory = await mkdtemp(join(tmpdir(), "convzoo-resume-"));
  variantId = await fixture.variantOf(model, train);
  await work();
  const runId = await start();
  await watch(runId);
  undisturbed = await resultOf(runId);
  await Promise.all(workers.splice(0).map((worker) => worker.close()));
});

afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.close()));
});

afterAll(async () => {
  await events.close();
  await queue.close();
  await database.drop();
  await rm(dataDirectory, { recursive: true, force: true });
});

async function work(): Promise<RunWorker> {
  const worker = await runWorker({ databaseUrl: database.url, dataDirectory, checkpointInterval: 0 });
  workers.push(worker);
  return worker;
}

/** A worker in a process of its own, which takes runs when this resolves. */
async function workElsewhere(): Promise<ChildProcess> {
  const source = new URL("run_worker.ts", import.meta.url).href;
  const options = { databaseUrl: database.url, dataDirectory, checkpointInterval: 0 };
  const script = `import { runWorker } from ${JSON.stringify(source)};
    await runWorker(${JSON.stringify(options)});
    process.stdout.write("works\\n");`;
  const child = spawn(process.execPath, ["--input-type=module-typescript", "--eval", script], {
    stdio: ["ignore", "pipe", "ignore"],
    env: { ...process.env, CONVZOO_LOG_LEVEL: "silent" },
  });
  await new Promise((resolve) => child.stdout.once("data", resolve));
  return child;
}

async function start(): Promise<string> {
  const input = { variantId, datasetId: fixture.datasetId, seed: 5, mode: "PORTABLE" } as const;
  return (await startRun({ database, queue }, input)).id;
}

async function watch(runId: string, onEvent?: (event: StoredRunEvent) => unknown): Promise<StoredRunEvent[]> {
  const seen: StoredRunEvent[] = [];
  for await (const event of watchRun({ database, events }, runId)) {
    seen.push(event);
    await onEvent?.(event);
  }
  expect(seen.map(({ sequence }) => sequence)).toEqual(seen.map((_, index) => index));
  return seen;
}

async function resultOf(runId: string): Promise<{ digest: string; metrics: object }> {
  const { digest } = await database.prisma.version.findUniqueOrThrow({ where: { runId } });
  const { rows: metrics } = await database.pool.query(
    `select metric.name, point.step, point.epoch, point.value
     from run_metrics metric join metric_points point on point.metric_id = metric.id
     where metric.run_id = $1 and ${countingPoints("point", "$1")}
       and not metric.name = any(array['seconds', 'trainingSeconds', 'imagesPerSecond', 'batchLoss', 'batchAccuracy'])
     order by point.step, metric.name`,
    [runId],
  );
  return { digest, metrics };
}

function of<Type extends StoredRunEvent["type"]>(
  seen: readonly StoredRunEvent[],
  type: Type,
): Extract<StoredRunEvent, { type: Type }>[] {
  return seen.filter((event): event is Extract<StoredRunEvent, { type: Type }> => event.type === type);
}

/** Bytes that nothing refers to. */
async function orphans(): Promise<number> {
  const { rows } = await database.pool.query<{ count: number }>(
    `select count(*)::int as count from blobs where not exists (select from versions where artifact_digest = digest)
       and not exists (select from checkpoints where blob_digest = digest)
       and not exists (select from datasets where blobs.digest in (train_images, train_labels, test_images, test_labels))`,
  );
  return rows[0]!.count;
}

/** Checks that a run was interrupted once, went on, and came to what it would have come to anyway. */
async function expectResumed(runId: string, seen: readonly StoredRunEvent[]): Promise<void> {
  expect(of(seen, "RunStateChanged").at(-1)).toMatchObject({ state: "SUCCEEDED", attempt: 2 });
  const [first, second, ...more] = of(seen, "RunStarted");
  expect(more).toEqual([]);
  expect(first?.resumedEpoch).toBe(0);
  const before = seen.slice(0, second!.sequence);
  expect(second!.resumedEpoch).toBeGreaterThanOrEqual(3);
  expect(second!.resumedEpoch).toBe(of(before, "RunCheckpointed").at(-1)?.epoch);
  const told = of(seen.slice(second!.sequence), "RunEpoch").map(({ epoch }) => epoch);
  const rest = epochs - second!.resumedEpoch;
  expect(told).toEqual(Array.from({ length: rest }, (_unused, index) => second!.resumedEpoch + 1 + index));
  expect(await resultOf(runId)).toEqual(undisturbed);
  expect(await findCheckpoint(database.pool, runId)).toBeUndefined();
  expect(await orphans()).toBe(0);
}

describe("a run", () => {
  test("goes on from its checkpoint when its training process is killed, and ends as if nothing had been", async () => {
    await work();
    const runId = await start();
    let killed = false;
    const seen = await watch(runId, (event) => {
      if (!killed && event.type === "RunCheckpointed" && event.epoch >= 3) {
        killed = true;
        for (const pid of childProcesses(process.pid, /train_child/)) {
          process.kill(pid, "SIGKILL");
        }
      }
    });
    await expectResumed(runId, seen);
  });

  test("goes on from its checkpoint when its worker is killed, and ends as if nothing had been", async () => {
    const elsewhere = await workElsewhere();
    const runId = await start();
    let killed = false;
    const seen = await watch(runId, async (event) => {
      if (!killed && event.type === "RunCheckpointed" && event.epoch >= 3) {
        killed = true;
        elsewhere.kill("SIGKILL");
        // The queue would notice after twenty seconds without a heartbeat.
        await database.pool.query(
          "update pgboss.job set heartbeat_on = now() - interval '1 hour' where id = (select job_id::uuid from runs where id = $1)",
          [runId],
        );
        await work();
      }
    });
    await expectResumed(runId, seen);
  });

  test("goes on from the very step at which its worker was stopped, and ends as if nothing had been", async () => {
    const first = await work();
    const runId = await start();
    let stoppedAt = 0;
    const seen = await watch(runId, async (event) => {
      if (stoppedAt === 0 && event.type === "RunBatch") {
        stoppedAt = event.step;
        await first.close();
        await work();
      }
    });
    const last = of(seen, "RunCheckpointed").findLast(({ sequence }) => {
      return sequence < of(seen, "RunStarted")[1]!.sequence;
    })!;
    expect(of(seen, "RunStarted").map(({ resumedStep }) => resumedStep)).toEqual([0, last.step]);
    expect(last.step).toBeGreaterThanOrEqual(stoppedAt);
    expect(await resultOf(runId)).toEqual(undisturbed);
    expect(await orphans()).toBe(0);
  });

  test.each([
    [
      "is damaged",
      `update blob_chunks set bytes = set_byte(bytes, 500, get_byte(bytes, 500) # 1)
       where digest = (select blob_digest from checkpoints where run_id = $1)`,
      /cannot be read: Cannot read a blob as its bytes must have its digest/,
    ],
    [
      "is of another version of the engine",
      "update checkpoints set engine_version = '0.0.0-other' where run_id = $1",
      /cannot be used: its engine's version must be .+, and is 0\.0\.0-other$/,
    ],
  ])(
    "begins from the beginning, with a warning, when its checkpoint %s",
    async (_what, statement, reason) => {
      const first = await work();
      const runId = await start();
      let stopped = false;
      const seen = await watch(runId, async (event) => {
        if (!stopped && event.type === "RunCheckpointed" && event.epoch >= 3) {
          stopped = true;
          await first.close();
          expect(await findRun(database.pool, runId)).toMatchObject({ state: "QUEUED", attempt: 1 });
          expect(await damageBlobs(database, statement, [runId])).toBe(1);
          await work();
        }
      });
      expect(of(seen, "RunStarted").map(({ resumedEpoch }) => resumedEpoch)).toEqual([0, 0]);
      expect(of(seen, "RunLog")).toContainEqual(
        expect.objectContaining({
          level: "warning",
          message: expect.stringMatching(reason),
        }),
      );
      expect(await resultOf(runId)).toEqual(undisturbed);
      expect(await orphans()).toBe(0);
    },
  );
});
