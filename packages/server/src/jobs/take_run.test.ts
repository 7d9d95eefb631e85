import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Run } from "../generated/prisma/client.ts";
import { inTransaction } from "../postgres/database.ts";
import { startRun } from "../services/start_run.ts";
import { findRun } from "../store/find_run.ts";
import { insertBlob } from "../store/insert_blob.ts";
import { insertRunMetrics } from "../store/insert_run_metrics.ts";
import { listRunEvents } from "../store/list_run_events.ts";
import { replaceCheckpoint } from "../store/replace_checkpoint.ts";
import { sampleSeries } from "../store/sample_series.ts";
import { createRunFixture, type RunFixture } from "../testing/run_fixture.ts";
import { createTestDatabase, type TestDatabase } from "../testing/test_database.ts";
import type { RunJob } from "./run_job.ts";
import { openRunQueue, type RunQueue } from "./run_queue.ts";
import { takeRun } from "./take_run.ts";

let database: TestDatabase;
let queue: RunQueue;
let fixture: RunFixture;
let run: Run;
let job: RunJob;

beforeAll(async () => {
  database = await createTestDatabase();
  queue = await openRunQueue(database);
  fixture = await createRunFixture(database);
});
beforeEach(async () => {
  const input = { variantId: await fixture.variant(), datasetId: fixture.datasetId, seed: 0 };
  run = await startRun({ database, queue }, { ...input, mode: "PORTABLE" });
  job = { id: run.jobId!, data: { runId: run.id, failures: 0 }, retryCount: 0 };
});
afterAll(async () => {
  await queue.close();
  await database.drop();
});

describe("takeRun()", () => {
  test("gives the run its next attempt, with what it trains on what", async () => {
    const taken = (await takeRun(database, job))!;
    expect(taken.run).toMatchObject({
      id: run.id,
      state: "RUNNING",
      attempt: 1,
      eventCount: 2,
      startedAt: expect.any(Date),
    });
    expect(await findRun(database.pool, run.id)).toMatchObject({ state: "RUNNING", eventCount: 2 });
    expect(taken.variant.id).toBe(run.variantId);
    expect(taken.dataset.id).toBe(run.datasetId);
    expect(await listRunEvents(database.pool, run.id, { after: 0, limit: 9 })).toMatchObject([
      { type: "RunStateChanged", state: "RUNNING", attempt: 1 },
    ]);
  });

  test("takes a run over from a lost worker, from the beginning", async () => {
    await takeRun(database, job);
    await inTransaction(database.pool, (client) =>
      insertRunMetrics(
        client,
        { runId: run.id, attempt: 1 },
        { epoch: 1, step: 4, values: { loss: 1, accuracy: 0.5 } },
      ),
    );
    expect(await database.prisma.runMetric.count({ where: { runId: run.id } })).toBe(2);
    const taken = (await takeRun(database, { ...job, retryCount: 1 }))!;
    expect(taken.run).toMatchObject({ state: "RUNNING", attempt: 2, eventCount: 4 });
    expect(await database.prisma.runMetric.count({ where: { runId: run.id, value: { not: null } } })).toBe(0);
    expect(await listRunEvents(database.pool, run.id, { after: 1, limit: 9 })).toMatchObject([
      {
        type: "RunLog",
        level: "warning",
        message: "The worker of attempt 1 was lost: the run is tried again",
      },
      { type: "RunStateChanged", state: "RUNNING", attempt: 2 },
    ]);
  });

  test("takes a run over where its checkpoint is, with the figures up to there", async () => {
    await takeRun(database, job);
    await inTransaction(database.pool, async (client) => {
      for (const epoch of [1, 2, 3]) {
        await insertRunMetrics(
          client,
          { runId: run.id, attempt: 1 },
          {
            epoch,
            step: epoch * 4,
            values: { loss: 1 / epoch },
          },
        );
      }
      await client.query(
        "update runs set epochs = 8, epoch = 3, best_epoch = 3, progress = 0.5 where id = $1",
        [run.id],
      );
      const blobDigest = await insertBlob(client, { bytes: new Uint8Array([1, 2]), mediaType: "text/plain" });
      const point = {
        runId: run.id,
        attempt: 1,
        engineVersion: "",
        epoch: 2,
        step: 8,
        bestEpoch: 1,
        blobDigest,
      };
      await replaceCheckpoint(client, point);
    });
    const taken = (await takeRun(database, { ...job, retryCount: 1 }))!;
    expect(taken.run).toMatchObject({ attempt: 2, epoch: 2, bestEpoch: 1, progress: 0.25 });
    expect(taken.checkpoint).toMatchObject({ attempt: 1, epoch: 2, step: 8 });
    const latest = await database.prisma.runMetric.findMany({ where: { runId: run.id } });
    expect(latest).toMatchObject([{ name: "loss", value: 0.5, epoch: 2, step: 8, attempt: 1 }]);
    // What the lost attempt told after the checkpoint stays, and no longer counts.
    const [series] = await sampleSeries(database.pool, { runIds: [run.id], names: ["loss"], points: 10 });
    expect(series).toMatchObject({ steps: [4, 8], values: [1, 0.5] });
    expect(await database.prisma.metricPoint.count({ where: { metricId: latest[0]!.id } })).toBe(3);
  });

  test.each([
    { retryCount: 3, failures: 0 },
    { retryCount: 1, failures: 2 },
  ])("fails a run under which something died too often: %j", async ({ retryCount, failures }) => {
    await takeRun(database, job);
    const last = { ...job, retryCount, data: { ...job.data, failures } };
    expect(await takeRun(database, last)).toBeUndefined();
    expect(await findRun(database.pool, run.id)).toMatchObject({
      state: "FAILED",
      failureCode: "WORKER_LOST",
      failureMessage: expect.stringMatching(/^Cannot finish the run as its worker must not be lost 3 times/),
    });
  });

  test("leaves a run alone that another job carries, or that is not there", async () => {
    expect(await takeRun(database, { ...job, id: crypto.randomUUID() })).toBeUndefined();
    expect(await takeRun(database, { ...job, data: { runId: "nothing", failures: 0 } })).toBeUndefined();
    expect(await findRun(database.pool, run.id)).toEqual(run);
  });

  test("cancels a run whose lost worker was asked to", async () => {
    await takeRun(database, job);
    await database.pool.query("update runs set cancel_requested_at = now() where id = $1", [run.id]);
    expect(await takeRun(database, { ...job, retryCount: 1 })).toBeUndefined();
    expect((await findRun(database.pool, run.id))?.state).toBe("CANCELED");
  });
});
