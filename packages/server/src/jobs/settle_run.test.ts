import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { inTransaction } from "../postgres/database.ts";
import { startRun } from "../services/start_run.ts";
import { findCheckpoint } from "../store/find_checkpoint.ts";
import { findRun } from "../store/find_run.ts";
import { blobDigest, insertBlob } from "../store/insert_blob.ts";
import { listRunEvents } from "../store/list_run_events.ts";
import { readBlob } from "../store/read_blob.ts";
import { replaceCheckpoint } from "../store/replace_checkpoint.ts";
import type { RunEventBody } from "../store/run_event.ts";
import { createRunFixture, type RunFixture } from "../testing/run_fixture.ts";
import { createTestDatabase, type TestDatabase } from "../testing/test_database.ts";
import { Interruption } from "./interruption.ts";
import type { RunJob } from "./run_job.ts";
import { openRunQueue, type RunQueue } from "./run_queue.ts";
import { type AttemptOutcome, settleRun } from "./settle_run.ts";
import { type TakenRun, takeRun } from "./take_run.ts";

let database: TestDatabase;
let queue: RunQueue;
let fixture: RunFixture;
let job: RunJob;
let taken: TakenRun;

beforeAll(async () => {
  database = await createTestDatabase();
  queue = await openRunQueue(database);
  fixture = await createRunFixture(database);
});
beforeEach(async () => {
  const input = { variantId: await fixture.variant(), datasetId: fixture.datasetId, seed: 0 };
  const run = await startRun({ database, queue }, { ...input, mode: "PORTABLE" });
  job = { id: run.jobId!, data: { runId: run.id, failures: 0 }, retryCount: 0 };
  taken = (await takeRun(database, job))!;
});
afterAll(async () => {
  await queue.close();
  await database.drop();
});

const summary = {
  epochs: 5,
  bestEpoch: 3,
  stoppedEarly: true,
  testLoss: 0.5,
  testAccuracy: 0.75,
  metrics: { f1: 0.7, rocAuc: Number.NaN },
  imagesPerSecond: 100,
  seconds: 2,
};

function trained(content: string): AttemptOutcome {
  const file = new TextEncoder().encode(content);
  return { type: "trained", file, metrics: { testLoss: 0.5, testAccuracy: 0.75 }, summary };
}

function settle(outcome: AttemptOutcome, theJob: RunJob = job): Promise<boolean> {
  return settleRun({ database, queue }, { ...taken, job: theJob, outcome });
}

/** Gives the run a checkpoint, and its digest. */
async function checkpoint(): Promise<string> {
  const bytes = new TextEncoder().encode(`checkpoint of ${taken.run.id}`);
  return await inTransaction(database.pool, async (client) => {
    const digest = await insertBlob(client, { bytes, mediaType: "application/octet-stream" });
    const { id: runId, attempt } = taken.run;
    await replaceCheckpoint(client, {
      runId,
      attempt,
      engineVersion: "1.2.3",
      epoch: 1,
      step: 4,
      bestEpoch: 1,
      blobDigest: digest,
    });
    return digest;
  });
}

async function lastEvents(): Promise<RunEventBody[]> {
  return await listRunEvents(database.pool, taken.run.id, { after: 1, limit: 9 });
}

async function jobs(): Promise<object[]> {
  const { rows } = await database.pool.query<object>(
    "select id, data from pgboss.job where data ->> 'runId' = $1 and id <> $2",
    [taken.run.id, job.id],
  );
  return rows;
}

describe("settleRun()", () => {
  test("publishes what was trained, with all that belongs to it", async () => {
    const outcome = trained("weights");
    expect(await settle(outcome)).toBe(true);
    const runId = taken.run.id;
    expect(await findRun(database.pool, runId)).toMatchObject({
      state: "SUCCEEDED",
      progress: 1,
      bestEpoch: 3,
      finishedAt: expect.any(Date),
    });
    const version = await database.prisma.version.findUniqueOrThrow({ where: { runId } });
    expect(version).toMatchObject({
      modelId: taken.variant.modelId,
      variantId: taken.variant.id,
      datasetId: taken.dataset.id,
      classes: taken.dataset.classes,
      metrics: { testLoss: 0.5, testAccuracy: 0.75 },
      digest: await blobDigest(new TextEncoder().encode("weights")),
    });
    expect(new TextDecoder().decode(await readBlob(database.pool, version.artifactDigest))).toBe("weights");
    expect(await lastEvents()).toMatchObject([
      { type: "RunFinished", ...summary, metrics: { f1: 0.7 } },
      { type: "RunStateChanged", state: "SUCCEEDED", attempt: 1 },
    ]);
  });

  test("deletes the checkpoint of a run that succeeded, with its bytes", async () => {
    const digest = await checkpoint();
    await settle(trained("published"));
    expect(await findCheckpoint(database.pool, taken.run.id)).toBeUndefined();
    expect(await database.prisma.blob.count({ where: { digest } })).toBe(0);
  });

  test.each<[string, AttemptOutcome]>([
    ["failed", { type: "failed", code: "NON_FINITE_LOSS", message: "Cannot go on" }],
    ["was canceled", { type: "interrupted", by: new Interruption("cancel", "x") }],
    ["broke", { type: "broken", message: "x" }],
  ])("keeps the checkpoint of a run that %s", async (_how, outcome) => {
    const digest = await checkpoint();
    await settle(outcome);
    expect(await findCheckpoint(database.pool, taken.run.id)).toMatchObject({ blobDigest: digest });
  });

  test("puts the figures of a run that is tried again back to its checkpoint", async () => {
    await checkpoint();
    const { id } = taken.run;
    await database.pool.query(
      "update runs set epochs = 4, epoch = 3, best_epoch = 3, progress = 0.8 where id = $1",
      [id],
    );
    await settle({ type: "broken", message: "It broke" });
    expect(await findRun(database.pool, id)).toMatchObject({ epoch: 1, bestEpoch: 1, progress: 0.25 });
  });

  test("refuses everything from a worker that has lost the run, and nothing of it stays", async () => {
    await takeRun(database, { ...job, retryCount: 1 });
    const before = await findRun(database.pool, taken.run.id);
    const failed = { type: "failed", code: "X", message: "x" } as const;
    const stopped = { type: "interrupted", by: new Interruption("stop", "stopped") } as const;
    for (const outcome of [trained("zombie"), failed, { type: "broken", message: "x" } as const, stopped]) {
      expect(await settle(outcome)).toBe(false);
    }
    expect(await findRun(database.pool, taken.run.id)).toEqual(before);
    expect(await database.prisma.version.count({ where: { runId: taken.run.id } })).toBe(0);
    const digest = await blobDigest(new TextEncoder().encode("zombie"));
    expect(await database.prisma.blob.count({ where: { digest } })).toBe(0);
    expect(await jobs()).toEqual([]);
  });

  test("settles a run once, also if the answer to the first time was lost", async () => {
    expect(await settle(trained("once"))).toBe(true);
    expect(await settle(trained("once"))).toBe(false);
    expect(await lastEvents()).toHaveLength(2);
  });

  test("leaves nothing of a version that cannot be published whole", async () => {
    const outcome = { ...trained("half"), metrics: { testLoss: 1n as unknown as number } } as AttemptOutcome;
    await expect(settle(outcome)).rejects.toThrow(TypeError);
    const digest = await blobDigest(new TextEncoder().encode("half"));
    expect(await database.prisma.blob.count({ where: { digest } })).toBe(0);
    expect((await findRun(database.pool, taken.run.id))?.state).toBe("RUNNING");
  });

  test("fails at once what would fail again", async () => {
    await settle({ type: "failed", code: "NON_FINITE_LOSS", message: "Cannot go on" });
    expect(await findRun(database.pool, taken.run.id)).toMatchObject({
      state: "FAILED",
      failureCode: "NON_FINITE_LOSS",
      failureMessage: "Cannot go on",
    });
    expect(await lastEvents()).toMatchObject([
      { type: "RunFailed", code: "NON_FINITE_LOSS", message: "Cannot go on" },
      { type: "RunStateChanged", state: "FAILED" },
    ]);
    expect(await jobs()).toEqual([]);
  });

  test("gives what may work next time another try, in a job that remembers the failures", async () => {
    await settle({ type: "broken", message: "It broke" }, { ...job, retryCount: 1 });
    const run = (await findRun(database.pool, taken.run.id))!;
    expect(run).toMatchObject({ state: "QUEUED", attempt: 1, progress: 0, epoch: 0 });
    expect(await jobs()).toEqual([{ id: run.jobId, data: { runId: run.id, failures: 2 } }]);
    expect(await lastEvents()).toMatchObject([
      { type: "RunLog", level: "warning", message: "It broke: the run is tried again" },
      { type: "RunStateChanged", state: "QUEUED", attempt: 1 },
    ]);
    expect(await takeRun(database, { ...job, retryCount: 1 })).toBeUndefined();
  });

  test("fails what broke for the third time", async () => {
    await settle(
      { type: "broken", message: "It broke" },
      { ...job, retryCount: 1, data: { ...job.data, failures: 1 } },
    );
    expect(await findRun(database.pool, taken.run.id)).toMatchObject({
      state: "FAILED",
      failureCode: "TRAINING_CRASHED",
      failureMessage: "It broke (try 3 of 3)",
    });
  });

  test("gives the run of a worker that was stopped back, which is no failure", async () => {
    await settle({ type: "interrupted", by: new Interruption("stop", "The worker was stopped") });
    const run = (await findRun(database.pool, taken.run.id))!;
    expect(run.state).toBe("QUEUED");
    expect(await jobs()).toEqual([{ id: run.jobId, data: { runId: run.id, failures: 0 } }]);
  });

  test.each<[string, () => AttemptOutcome]>([
    ["succeeded", () => trained("too late")],
    ["failed", () => ({ type: "failed", code: "X", message: "x" })],
    ["broke", () => ({ type: "broken", message: "x" })],
    ["was stopped", () => ({ type: "interrupted", by: new Interruption("stop", "x") })],
    ["was canceled", () => ({ type: "interrupted", by: new Interruption("cancel", "x") })],
  ])("keeps the promise of a cancellation if the attempt %s", async (_how, outcome) => {
    await database.pool.query("update runs set cancel_requested_at = now() where id = $1", [taken.run.id]);
    await settle(outcome());
    expect((await findRun(database.pool, taken.run.id))?.state).toBe("CANCELED");
    expect(await lastEvents()).toMatchObject([{ type: "RunStateChanged", state: "CANCELED", attempt: 1 }]);
    expect(await jobs()).toEqual([]);
  });
});
