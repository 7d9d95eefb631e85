import type { PoolClient } from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Database } from "../postgres/database.ts";
import { startRun } from "../services/start_run.ts";
import { findCheckpoint } from "../store/find_checkpoint.ts";
import { findRun } from "../store/find_run.ts";
import { blobDigest } from "../store/insert_blob.ts";
import { listKeptCheckpoints } from "../store/kept_checkpoints.ts";
import { listRunEvents } from "../store/list_run_events.ts";
import { readBlob } from "../store/read_blob.ts";
import type { RunEventBody, StoredRunEvent } from "../store/run_event.ts";
import { createRunFixture, type RunFixture } from "../testing/run_fixture.ts";
import { createTestDatabase, type TestDatabase } from "../testing/test_database.ts";
import type { Interruption } from "./interruption.ts";
import type { RunJob } from "./run_job.ts";
import { type JournalEntry, RunJournal } from "./run_journal.ts";
import { openRunQueue, type RunQueue } from "./run_queue.ts";
import { type TakenRun, takeRun } from "./take_run.ts";

let database: TestDatabase;
let queue: RunQueue;
let fixture: RunFixture;
let job: RunJob;
let taken: TakenRun;
let controller: AbortController;
let interruptions: Interruption[];
let errors: unknown[];

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
  controller = new AbortController();
  interruptions = [];
  errors = [];
});
afterAll(async () => {
  await queue.close();
  await database.drop();
});

function openJournal(through: Database = database, keepCheckpoints = 0): RunJournal {
  const { id: runId, attempt, eventCount } = taken.run;
  return new RunJournal({
    database: through,
    claim: { runId, attempt },
    engineVersion: "1.2.3",
    keepCheckpoints,
    firstEvent: eventCount,
    signal: controller.signal,
    onInterruption: (interruption) => {
      interruptions.push(interruption);
      controller.abort(interruption);
    },
    onError: (error) => errors.push(error),
  });
}

function log(message: string): RunEventBody {
  return { type: "RunLog", level: "info", message };
}

function batch(step: number): RunEventBody {
  const speed = { imagesPerSecond: 1, secondsLeft: 1, progress: 0 };
  const figures = { epoch: 1, loss: 1, accuracy: 0, learningRate: 0.1, gradientNorm: 1 };
  return { type: "RunBatch", step, ...figures, ...speed };
}

function checkpoint(epoch: number, content = `state of ${taken.run.id}`): JournalEntry {
  const file = new TextEncoder().encode(`${content} after epoch ${epoch}`);
  return {
    event: { type: "RunCheckpointed", epoch, step: epoch * 4 },
    checkpoint: { epoch, step: epoch * 4, bestEpoch: null, file, endsEpoch: true },
  };
}

async function blobsOf(...entries: readonly JournalEntry[]): Promise<number> {
  const digests = await Promise.all(entries.map((entry) => blobDigest(entry.checkpoint!.file)));
  return await database.prisma.blob.count({ where: { digest: { in: digests } } });
}

/** The events of the attempt. */
async function written(): Promise<StoredRunEvent[]> {
  return await listRunEvents(database.pool, taken.run.id, { after: 1, limit: 100 });
}

/** A database that answers the first `begin` or `commit` by hanging up; what it was told, it has done. */
function failingOnce(statement: "begin" | "commit"): Database {
  let failed = false;
  const pool = Object.create(database.pool, {
    connect: {
      value: async (): Promise<PoolClient> => {
        const client = await database.pool.connect();
        const query = client.query.bind(client) as (...words: unknown[]) => Promise<unknown>;
        return Object.create(client, {
          query: {
            value: async (...words: unknown[]) => {
              const answer = await query(...words);
              if (words[0] === statement && !failed) {
                failed = true;
                throw Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" });
              }
              return answer;
            },
          },
        }) as PoolClient;
      },
    },
  }) as Database["pool"];
  return { ...database, pool };
}

describe("RunJournal", () => {
  test("writes events, progress and metrics, in order", async () => {
    const journal = openJournal();
    journal.push({ progress: { engine: "wasm" } });
    journal.push({ event: log("a"), progress: { progress: 0.25 } });
    journal.push({ event: log("b"), progress: { progress: 0.5, epoch: 1 } });
    journal.push({ metrics: { epoch: 1, step: 4, values: { loss: 2, accuracy: 0.5 } } });
    expect(await journal.drain()).toBe(true);
    expect(await written()).toMatchObject([{ message: "a" }, { message: "b" }]);
    expect(await findRun(database.pool, taken.run.id)).toMatchObject({
      engine: "wasm",
      progress: 0.5,
      epoch: 1,
      eventCount: 4,
    });
    const metrics = await database.prisma.runMetric.findMany({ where: { runId: taken.run.id } });
    expect(metrics.map(({ name, value }) => [name, value]).toSorted()).toEqual([
      ["accuracy", 0.5],
      ["loss", 2],
    ]);
  });

  test("keeps only the last of the batches that wait together, and everything else", async () => {
    const journal = openJournal();
    journal.push({ event: log("first") });
    for (let step = 1; step <= 50; step += 1) {
      journal.push({ event: batch(step) });
    }
    journal.push({ event: log("between") });
    for (let step = 51; step <= 100; step += 1) {
      journal.push({ event: batch(step) });
    }
    await journal.drain();
    const told = (await written()).map((event) => ("step" in event ? event.step : event.type));
    expect(told).toEqual(["RunLog", 50, "RunLog", 100]);
  });

  test("keeps the newest ends of epochs, also of those that wait together, and none from within an epoch", async () => {
    const journal = openJournal(database, 2);
    const entries = [1, 2, 3, 4].map((epoch) => checkpoint(epoch));
    journal.push(entries[0]!);
    await journal.drain();
    journal.push({ event: log("a write is under way") });
    for (const entry of entries.slice(1)) {
      journal.push(entry);
    }
    const within = checkpoint(4, "within");
    journal.push({ ...within, checkpoint: { ...within.checkpoint!, step: 18, endsEpoch: false } });
    expect(await journal.drain()).toBe(true);
    const kept = await listKeptCheckpoints(database.pool, taken.run.id);
    expect(kept.map(({ epoch, step }) => [epoch, step])).toEqual([
      [4, 16],
      [3, 12],
    ]);
    expect(await findCheckpoint(database.pool, taken.run.id)).toMatchObject({ epoch: 4, step: 18 });
    expect(await blobsOf(...entries)).toBe(2);
    // A run that begins anew has none of them any more.
    const again = openJournal();
    again.push({ beginsAnew: true });
    await again.drain();
    expect(await listKeptCheckpoints(database.pool, taken.run.id)).toEqual([]);
    expect(await blobsOf(...entries, within)).toBe(0);
  });

  test.each(["begin", "commit"] as const)(
    "writes everything once if the database hangs up at the %s",
    async (statement) => {
      const journal = openJournal(failingOnce(statement));
      journal.push({
        event: log("a"),
        metrics: { epoch: 1, step: 4, values: { loss: 2 } },
      });
      journal.push({ event: log("b") });
      expect(await journal.drain()).toBe(true);
      journal.push({ event: log("c") });
      expect(await journal.drain()).toBe(true);
      expect(errors).toHaveLength(1);
      expect((await written()).map((event) => "message" in event && event.message)).toEqual(["a", "b", "c"]);
    },
  );

  test("keeps the newest checkpoint, and tells of each that it kept", async () => {
    const journal = openJournal();
    const [first, second] = [checkpoint(1), checkpoint(2)];
    journal.push(first);
    await journal.drain();
    expect(await findCheckpoint(database.pool, taken.run.id)).toMatchObject({
      attempt: 1,
      epoch: 1,
      step: 4,
    });
    journal.push(second);
    await journal.drain();
    const found = (await findCheckpoint(database.pool, taken.run.id))!;
    expect(found).toMatchObject({ attempt: 1, engineVersion: "1.2.3", epoch: 2, step: 8 });
    expect(Buffer.from(await readBlob(database.pool, found.blobDigest))).toEqual(
      Buffer.from(second.checkpoint!.file),
    );
    expect(await blobsOf(first, second)).toBe(1);
    expect(await written()).toMatchObject([
      { type: "RunCheckpointed", epoch: 1, step: 4 },
      { type: "RunCheckpointed", epoch: 2, step: 8 },
    ]);
  });

  test("keeps only the last of the checkpoints that wait together", async () => {
    const journal = openJournal();
    journal.push({ event: log("first") });
    const entries = [1, 2, 3].map((epoch) => checkpoint(epoch));
    for (const entry of entries) {
      journal.push(entry);
      journal.push({ event: log(`epoch ${entry.checkpoint!.epoch}`) });
    }
    await journal.drain();
    const told = (await written()).map((event) => ("message" in event ? event.message : event.type));
    expect(told).toEqual(["first", "epoch 1", "epoch 2", "RunCheckpointed", "epoch 3"]);
    expect(await blobsOf(...entries)).toBe(1);
  });

  test.each(["begin", "commit"] as const)(
    "stores a checkpoint once if the database hangs up at the %s",
    async (statement) => {
      const entry = checkpoint(1);
      const journal = openJournal(failingOnce(statement));
      journal.push(entry);
      expect(await journal.drain()).toBe(true);
      expect(await findCheckpoint(database.pool, taken.run.id)).toMatchObject({ epoch: 1 });
      expect(await written()).toHaveLength(1);
    },
  );

  test("stores no checkpoint of a worker that has lost the run, and none of its bytes", async () => {
    const before = openJournal();
    before.push(checkpoint(1));
    await before.drain();
    const kept = await findCheckpoint(database.pool, taken.run.id);
    await takeRun(database, { ...job, retryCount: 1 });
    const journal = openJournal();
    const zombie = checkpoint(7, "zombie");
    journal.push(zombie);
    expect(await journal.drain()).toBe(false);
    expect(interruptions.map(({ kind }) => kind)).toEqual(["lost"]);
    expect(await findCheckpoint(database.pool, taken.run.id)).toEqual(kept);
    expect(await blobsOf(zombie)).toBe(0);
  });

  test("forgets the checkpoint and the figures of a run that begins anew", async () => {
    const before = openJournal();
    const entry = checkpoint(2);
    before.push({ ...entry, progress: { epoch: 2, bestEpoch: 2, progress: 0.5 } });
    before.push({ metrics: { epoch: 2, step: 8, values: { loss: 1 } } });
    await before.drain();
    taken = (await takeRun(database, { ...job, retryCount: 1 }))!;
    expect(taken.run.epoch).toBe(2);
    const journal = openJournal();
    journal.push({ beginsAnew: true, progress: { engine: "wasm" } });
    await journal.drain();
    expect(await findRun(database.pool, taken.run.id)).toMatchObject({
      engine: "wasm",
      epoch: 0,
      bestEpoch: null,
      progress: 0,
    });
    expect(await findCheckpoint(database.pool, taken.run.id)).toBeUndefined();
    expect(await blobsOf(entry)).toBe(0);
    expect(
      await database.prisma.runMetric.count({ where: { runId: taken.run.id, value: { not: null } } }),
    ).toBe(0);
  });

  test("writes nothing for a worker that has lost the run, and tells it", async () => {
    await takeRun(database, { ...job, retryCount: 1 });
    const before = await findRun(database.pool, taken.run.id);
    const journal = openJournal();
    journal.push({ event: log("zombie"), progress: { progress: 0.9 } });
    expect(await journal.drain()).toBe(false);
    expect(interruptions.map(({ kind }) => kind)).toEqual(["lost"]);
    expect(await findRun(database.pool, taken.run.id)).toEqual(before);
    expect(await written()).not.toContainEqual(expect.objectContaining({ message: "zombie" }));
  });

  test("tells of a cancellation that no notice told of", async () => {
    await database.pool.query("update runs set cancel_requested_at = now() where id = $1", [taken.run.id]);
    const journal = openJournal();
    journal.push({ event: log("a") });
    expect(await journal.drain()).toBe(false);
    expect(interruptions.map(({ kind }) => kind)).toEqual(["cancel"]);
  });

  test("tells of a fault that no waiting mends", async () => {
    const journal = openJournal();
    journal.push({ metrics: { epoch: 1, step: 4, values: { loss: "no number" as unknown as number } } });
    expect(await journal.drain()).toBe(false);
    expect(interruptions.map(({ kind }) => kind)).toEqual(["fault"]);
    expect(interruptions[0]?.cause).toBeInstanceOf(Error);
  });

  test("writes nothing more once its signal is aborted", async () => {
    controller.abort();
    const journal = openJournal();
    journal.push({ event: log("late") });
    expect(await journal.drain()).toBe(false);
    expect(await written()).toEqual([]);
  });
});
