import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { RunStateError } from "../errors/run_state_error.ts";
import { cancelRun } from "../services/cancel_run.ts";
import { pauseRun } from "../services/pause_run.ts";
import { resumeRun } from "../services/resume_run.ts";
import { startRun } from "../services/start_run.ts";
import { watchRun } from "../services/watch_run.ts";
import { findCheckpoint } from "../store/find_checkpoint.ts";
import { findRun } from "../store/find_run.ts";
import { sampleSeries } from "../store/sample_series.ts";
import { createRunFixture, type RunFixture } from "../testing/run_fixture.ts";
import { createTestDatabase, type TestDatabase } from "../testing/test_database.ts";
import { openRunEventHub, type RunEventHub } from "./run_event_hub.ts";
import { openRunQueue, type RunQueue } from "./run_queue.ts";
import { type RunWorker, runWorker } from "./run_worker.ts";

let database: TestDatabase;
let queue: RunQueue;
let events: RunEventHub;
let fixture: RunFixture;
let worker: RunWorker;
let dataDirectory: string;

beforeAll(async () => {
  database = await createTestDatabase();
  queue = await openRunQueue(database);
  events = await openRunEventHub(database.url);
  fixture = await createRunFixture(database);
  dataDirectory = await mkdtemp(join(tmpdir(), "convzoo-pause-"));
  worker = await runWorker({ databaseUrl: database.url, dataDirectory });
});
afterAll(async () => {
  await worker.close();
  await events.close();
  await queue.close();
  await database.drop();
  await rm(dataDirectory, { recursive: true, force: true });
});

async function start(variantId: string): Promise<string> {
  const { datasetId } = fixture;
  return (await startRun({ database, queue }, { variantId, datasetId, seed: 1, mode: "PORTABLE" })).id;
}

/** Follows a run until it is in a state. */
async function until(runId: string, state: string, onBatch?: () => Promise<unknown>): Promise<void> {
  for await (const event of watchRun({ database, events }, runId)) {
    if (event.type === "RunStateChanged" && event.state === state) {
      return;
    }
    if (event.type === "RunBatch") {
      await onBatch?.();
      onBatch = undefined;
    }
  }
}

describe("pauseRun()", () => {
  test("stores where a training is, and resumeRun() goes on to the same bits", async () => {
    const variantId = await fixture.slowVariant(60);
    const undisturbed = await start(variantId);
    await until(undisturbed, "SUCCEEDED");
    const runId = await start(variantId);
    await until(runId, "PAUSED", () => pauseRun({ database, queue }, runId));
    const paused = (await findRun(database.pool, runId))!;
    expect(paused).toMatchObject({ state: "PAUSED", attempt: 1, jobId: null, pauseRequestedAt: null });
    const { step } = (await findCheckpoint(database.pool, runId))!;
    expect(step).toBeGreaterThan(0);
    expect(step).toBeLessThan(60 * 4);
    await resumeRun({ database, queue }, runId);
    await until(runId, "SUCCEEDED");
    expect(await findRun(database.pool, runId)).toMatchObject({ attempt: 2, engine: "wasm" });
    const [first, second] = await Promise.all(
      [undisturbed, runId].map((id) => database.prisma.version.findUniqueOrThrow({ where: { runId: id } })),
    );
    expect(second?.digest).toBe(first?.digest);
    const series = await sampleSeries(database.pool, {
      runIds: [undisturbed, runId],
      names: ["testAccuracy"],
      points: 100,
    });
    expect(series.map(({ epochs }) => epochs)).toEqual(
      Array.from({ length: 2 }, () => Array.from({ length: 60 }, (_, index) => index + 1)),
    );
    expect(series[1]?.values).toEqual(series[0]?.values);
  });

  test("takes a run that waits out of the queue; it can be resumed, or canceled", async () => {
    const busy = await start(await fixture.slowVariant(10_000));
    await until(busy, "RUNNING");
    const runId = await start(await fixture.variant());
    const { jobId } = (await findRun(database.pool, runId))!;
    expect(await pauseRun({ database, queue }, runId)).toMatchObject({ state: "PAUSED", jobId: null });
    expect(await pauseRun({ database, queue }, runId)).toMatchObject({ state: "PAUSED" });
    const { rows } = await database.pool.query("select state from pgboss.job where id = $1", [jobId]);
    expect(rows).toEqual([{ state: "cancelled" }]);
    expect(await resumeRun({ database, queue }, runId)).toMatchObject({ state: "QUEUED" });
    await expect(resumeRun({ database, queue }, runId)).rejects.toBeInstanceOf(RunStateError);
    await pauseRun({ database, queue }, runId);
    expect(await cancelRun({ database, queue }, runId)).toMatchObject({ state: "CANCELED" });
    await expect(pauseRun({ database, queue }, runId)).rejects.toThrow(
      "Cannot pause the run as it must wait or train, and not be canceled: current value is CANCELED",
    );
    await cancelRun({ database, queue }, busy);
    await until(busy, "CANCELED");
  });
});
