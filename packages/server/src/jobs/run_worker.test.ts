import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { contentDigest, readModelFile } from "@convzoo/core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { isTransient } from "../postgres/is_transient.ts";
import { cancelRun } from "../services/cancel_run.ts";
import { startRun } from "../services/start_run.ts";
import { watchRun } from "../services/watch_run.ts";
import { findRun } from "../store/find_run.ts";
import { findVariant } from "../store/find_variant.ts";
import { readBlob } from "../store/read_blob.ts";
import type { StoredRunEvent } from "../store/run_event.ts";
import { childProcesses } from "../testing/child_processes.ts";
import { endless, tinyModel } from "../testing/models.ts";
import { createRunFixture, type RunFixture } from "../testing/run_fixture.ts";
import { createEmptyDatabase, createTestDatabase, type TestDatabase } from "../testing/test_database.ts";
import { openRunEventHub, type RunEventHub } from "./run_event_hub.ts";
import { openRunQueue, type RunQueue } from "./run_queue.ts";
import { type RunWorker, runWorker } from "./run_worker.ts";

let database: TestDatabase;
let queue: RunQueue;
let events: RunEventHub;
let fixture: RunFixture;
let dataDirectory: string;
const workers: RunWorker[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  queue = await openRunQueue(database);
  events = await openRunEventHub(database.url);
  fixture = await createRunFixture(database);
  dataDirectory = await mkdtemp(join(tmpdir(), "convzoo-worker-"));
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

async function work(options: { readonly timeLimit?: number } = {}): Promise<RunWorker> {
  const worker = await runWorker({ databaseUrl: database.url, dataDirectory, ...options });
  workers.push(worker);
  return worker;
}

async function start(variantId: string): Promise<string> {
  const { datasetId } = fixture;
  const input = { variantId, datasetId, seed: 1, mode: "PORTABLE" } as const;
  return (await startRun({ database, queue }, input)).id;
}

async function watch(runId: string, onEvent?: (event: StoredRunEvent) => void): Promise<StoredRunEvent[]> {
  const seen: StoredRunEvent[] = [];
  for await (const event of watchRun({ database, events }, runId)) {
    seen.push(event);
    onEvent?.(event);
  }
  expect(seen.map(({ sequence }) => sequence)).toEqual(seen.map((_, index) => index));
  return seen;
}

/** The training processes of the workers of this test. */
function trainProcesses(): number[] {
  return childProcesses(process.pid, /train_child/);
}

function states(seen: readonly StoredRunEvent[]): string[] {
  return seen.flatMap((event) => (event.type === "RunStateChanged" ? `${event.state} ${event.attempt}` : []));
}

describe("runWorker()", () => {
  test("trains a run, and publishes its version", async () => {
    await work();
    const variantId = await fixture.variant();
    const runId = await start(variantId);
    const seen = await watch(runId);
    expect(states(seen)).toEqual(["QUEUED 0", "RUNNING 1", "SUCCEEDED 1"]);
    expect(seen.filter(({ type }) => type === "RunEpoch")).toHaveLength(2);
    expect(seen.filter(({ type }) => type === "RunBatch").length).toBeGreaterThan(0);
    const run = await findRun(database.pool, runId);
    expect(run).toMatchObject({
      state: "SUCCEEDED",
      engine: "wasm",
      epoch: 2,
      progress: 1,
      failureCode: null,
      eventCount: seen.length,
    });
    const version = await database.prisma.version.findUniqueOrThrow({ where: { runId } });
    const file = await readBlob(database.pool, version.artifactDigest);
    const { manifest } = readModelFile(file);
    expect(await contentDigest(file)).toBe(version.digest);
    expect(manifest.metrics).toEqual(version.metrics);
    expect(seen.at(-2)).toMatchObject({
      type: "RunFinished",
      testAccuracy: manifest.metrics["testAccuracy"],
      testLoss: manifest.metrics["testLoss"],
    });
    const variant = await findVariant(database.pool, variantId);
    expect(manifest.lineage).toMatchObject({ variantDigest: variant?.digest, seed: 1, mode: "portable" });
    const metrics = await database.prisma.runMetric.findMany({ where: { runId, name: "testAccuracy" } });
    expect(metrics).toMatchObject([{ epoch: 2, step: 8, attempt: 1 }]);
    const points = await database.prisma.metricPoint.findMany({ where: { metricId: metrics[0]!.id } });
    expect(points.map(({ epoch, step }) => [epoch, step])).toEqual([
      [1, 4],
      [2, 8],
    ]);
    const names = await database.prisma.runMetric.findMany({ where: { runId, epoch: 2 } });
    expect(names.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        "loss",
        "accuracy",
        "testLoss",
        "learningRate",
        "gradientNorm",
        "f1",
        "rocAuc",
      ]),
    );
    expect(version.metrics).toMatchObject({ f1: names.find(({ name }) => name === "f1")?.value });
    expect(metrics[0]?.value).toBe(manifest.metrics["testAccuracy"]);
  });

  test("makes the same file of the same run", async () => {
    await work();
    const variantId = await fixture.variant({ epochs: 1, batchSize: 16 });
    const [first, second] = [await start(variantId), await start(variantId)];
    await watch(first);
    await watch(second);
    const versions = await database.prisma.version.findMany({ where: { runId: { in: [first, second] } } });
    expect(versions).toHaveLength(2);
    expect(new Set(versions.map(({ digest }) => digest)).size).toBe(1);
  });

  test("starts from a version that was trained before, and records it", async () => {
    await work();
    const pretraining = { rotation: {} };
    const first = await start(await fixture.variantOf(tinyModel, { epochs: 1, batchSize: 16, pretraining }));
    await watch(first);
    const encoder = await database.prisma.version.findUniqueOrThrow({ where: { runId: first } });
    const version = { digest: encoder.digest };
    const next = await start(
      await fixture.variantOf(tinyModel, { epochs: 1, batchSize: 16, start: { version } }),
    );
    expect(states(await watch(next))).toEqual(["QUEUED 0", "RUNNING 1", "SUCCEEDED 1"]);
    expect((await findRun(database.pool, next))?.parentId).toBe(encoder.id);
    const tuned = await database.prisma.version.findUniqueOrThrow({ where: { runId: next } });
    expect(tuned.digest).not.toBe(encoder.digest);
    const { lineage } = readModelFile(await readBlob(database.pool, tuned.artifactDigest)).manifest;
    expect(lineage.parent).toBe(encoder.digest);
    const other = { ...tinyModel, layers: tinyModel.layers.slice(2) };
    const unfit = await start(await fixture.variantOf(other, { epochs: 1, start: { version } }));
    expect((await watch(unfit)).at(-2)).toMatchObject({ type: "RunFailed", code: "START_MISMATCH" });
  });

  test("tries a run again whose training process is killed, and fails it after the third time", async () => {
    await work();
    const runId = await start(await fixture.slowVariant(endless));
    const seen = await watch(runId, (event) => {
      if (event.type === "RunBatch") {
        for (const pid of trainProcesses()) {
          process.kill(pid, "SIGKILL");
        }
      }
    });
    expect(states(seen)).toEqual([
      "QUEUED 0",
      "RUNNING 1",
      "QUEUED 1",
      "RUNNING 2",
      "QUEUED 2",
      "RUNNING 3",
      "FAILED 3",
    ]);
    expect(seen.at(-2)).toMatchObject({
      type: "RunFailed",
      code: "TRAINING_CRASHED",
      message: expect.stringMatching(/^Cannot train as .*signal SIGKILL \(try 3 of 3\)$/),
    });
    expect(await findRun(database.pool, runId)).toMatchObject({
      state: "FAILED",
      failureCode: "TRAINING_CRASHED",
    });
  });

  test("ends a run that is canceled within a moment, and its process with it", async () => {
    await work();
    const runId = await start(await fixture.slowVariant(endless));
    let asked = 0;
    const seen = await watch(runId, (event) => {
      if (event.type === "RunBatch" && asked === 0) {
        asked = performance.now();
        void cancelRun({ database, queue }, runId);
      }
    });
    expect(performance.now() - asked).toBeLessThan(2000);
    expect(states(seen)).toEqual(["QUEUED 0", "RUNNING 1", "CANCELED 1"]);
    expect(trainProcesses()).toEqual([]);
  });

  test("gives its run back when it stops, and the next worker begins at once", async () => {
    const first = await work();
    const runId = await start(await fixture.slowVariant(endless));
    let stopped: Promise<void> | undefined;
    const seen = await watch(runId, (event) => {
      if (event.type === "RunBatch" && event.sequence > 0) {
        if (stopped === undefined) {
          stopped = first.close().then(async () => {
            expect(trainProcesses()).toEqual([]);
            await work();
          });
        } else {
          void cancelRun({ database, queue }, runId).catch(() => undefined);
        }
      }
    });
    await stopped;
    expect(states(seen)).toEqual(["QUEUED 0", "RUNNING 1", "QUEUED 1", "RUNNING 2", "CANCELED 2"]);
    const times = seen.flatMap((event) =>
      event.type === "RunStateChanged" ? event.createdAt.getTime() : [],
    );
    expect(times[3]! - times[2]!).toBeLessThan(5000);
  });

  test("goes on with the run of a worker that fell silent, whose writes are then refused", async () => {
    await work();
    const runId = await start(await fixture.slowVariant(endless));
    const done: Promise<unknown>[] = [];
    let attempt = 1;
    const seen = await watch(runId, (event) => {
      if (event.type === "RunStateChanged") {
        attempt = event.attempt;
      } else if (event.type === "RunBatch" && attempt === 1) {
        // What the queue sees of a worker that is gone is an old heartbeat; this one lives, so it has to be made old again.
        done.push(
          database.pool.query(
            "update pgboss.job set heartbeat_on = now() - interval '1 hour' where id = (select job_id::uuid from runs where id = $1 and attempt = 1)",
            [runId],
          ),
        );
      } else if (event.type === "RunBatch") {
        done.push(cancelRun({ database, queue }, runId));
      }
    });
    await Promise.allSettled(done);
    const changes = states(seen);
    expect(changes.slice(0, 2)).toEqual(["QUEUED 0", "RUNNING 1"]);
    expect(changes.slice(-2)).toEqual(["RUNNING 2", "CANCELED 2"]);
    expect(seen).toContainEqual(
      expect.objectContaining({ type: "RunLog", message: expect.stringContaining("attempt 1 was lost") }),
    );
    const second = seen.findIndex((event) => event.type === "RunStateChanged" && event.attempt === 2);
    const rest = seen.slice(second);
    const resumed = rest.flatMap((event) => (event.type === "RunStarted" ? event.resumedEpoch : []));
    const steps = rest.flatMap((event) => (event.type === "RunBatch" ? event.step : []));
    expect(steps[0]).toBe(resumed[0]! * 4 + 1);
  });

  test("goes on when the database comes back", async () => {
    await work();
    const runId = await start(await fixture.slowVariant(60));
    const { pathname } = new URL(database.url);
    let cut: Promise<unknown> | undefined;
    const seen: StoredRunEvent[] = [];
    while (!seen.some((event) => event.type === "RunStateChanged" && event.state === "SUCCEEDED")) {
      try {
        for await (const event of watchRun({ database, events }, runId, {
          after: seen.at(-1)?.sequence ?? -1,
        })) {
          seen.push(event);
          if (event.type === "RunBatch") {
            cut ??= database.pool.query(
              "select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and pid <> pg_backend_pid()",
              [pathname.slice(1)],
            );
          }
        }
      } catch (error) {
        if (!isTransient(error)) {
          throw error;
        }
      }
    }
    await cut;
    expect(seen.map(({ sequence }) => sequence)).toEqual(seen.map((_, index) => index));
    expect(states(seen)).toEqual(["QUEUED 0", "RUNNING 1", "SUCCEEDED 1"]);
    expect(seen.filter(({ type }) => type === "RunEpoch")).toHaveLength(60);
  });

  test("stops an attempt that takes too long", async () => {
    await work({ timeLimit: 1 });
    const seen = await watch(await start(await fixture.slowVariant(endless)));
    expect(seen.at(-2)).toMatchObject({ type: "RunFailed", code: "TIME_LIMIT" });
    expect(states(seen)).toEqual(["QUEUED 0", "RUNNING 1", "FAILED 1"]);
  });

  test("fails a run whose loss is not finite, at once", async () => {
    await work();
    const optimizer = { adam: { learningRate: 1e38 } };
    const seen = await watch(await start(await fixture.variant({ epochs: 50, batchSize: 16, optimizer })));
    expect(states(seen)).toEqual(["QUEUED 0", "RUNNING 1", "FAILED 1"]);
    expect(seen.at(-2)).toMatchObject({
      type: "RunFailed",
      code: "NON_FINITE_LOSS",
      message: expect.stringMatching(/^Cannot go on as the .*loss must be finite/),
    });
  });

  test("leaves no connection open when it stops", async () => {
    const name = "select count(*)::int as count from pg_stat_activity where datname = current_database()";
    const count = async (): Promise<number> =>
      (await database.pool.query<{ count: number }>(name)).rows[0]!.count;
    const before = await count();
    const worker = await work();
    expect(await count()).toBeGreaterThan(before);
    await worker.close();
    await expect.poll(count).toBeLessThanOrEqual(before);
  });

  test("refuses a database that is not migrated", async () => {
    const empty = await createEmptyDatabase();
    await expect(runWorker({ databaseUrl: empty.url, dataDirectory })).rejects.toThrow(
      /^Cannot use the database at .* as it must be migrated: run "convzoo migrate" first$/,
    );
    await empty.drop();
  });

  test("says in one sentence that the database cannot be used, and not its password", async () => {
    const databaseUrl = "postgres://zoo:secret@127.0.0.1:1/zoo";
    const error = await runWorker({ databaseUrl, dataDirectory }).catch((reason: unknown) => reason);
    expect(String(error)).toMatch(/Cannot use the database at 127\.0\.0\.1:1\/zoo as it must answer/);
    expect(inspect(error)).not.toContain("secret");
  });
});
