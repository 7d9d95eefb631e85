import type { PoolClient } from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Database } from "../postgres/database.ts";
import { startRun } from "../services/start_run.ts";
import { findRun } from "../store/find_run.ts";
import { listRunEvents } from "../store/list_run_events.ts";
import type { RunEventBody, StoredRunEvent } from "../store/run_event.ts";
import { createRunFixture, type RunFixture } from "../testing/run_fixture.ts";
import { createTestDatabase, type TestDatabase } from "../testing/test_database.ts";
import type { Interruption } from "./interruption.ts";
import type { RunJob } from "./run_job.ts";
import { RunJournal } from "./run_journal.ts";
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

function openJournal(through: Database = database): RunJournal {
  const { id: runId, attempt, eventCount } = taken.run;
  return new RunJournal({
    database: through,
    claim: { runId, attempt },
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
  const figures = { epoch: 1, loss: 1, accuracy: 0, imagesPerSecond: 1, secondsLeft: 1, progress: 0 };
  return { type: "RunBatch", step, ...figures };
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
    journal.push({ metrics: { epoch: 1, values: { loss: 2, accuracy: 0.5 } } });
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

  test.each(["begin", "commit"] as const)(
    "writes everything once if the database hangs up at the %s",
    async (statement) => {
      const journal = openJournal(failingOnce(statement));
      journal.push({
        event: log("a"),
        metrics: { epoch: 1, values: { loss: 2 } },
      });
      journal.push({ event: log("b") });
      expect(await journal.drain()).toBe(true);
      journal.push({ event: log("c") });
      expect(await journal.drain()).toBe(true);
      expect(errors).toHaveLength(1);
      expect((await written()).map((event) => "message" in event && event.message)).toEqual(["a", "b", "c"]);
    },
  );

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
    journal.push({ metrics: { epoch: 1, values: { loss: "no number" as unknown as number } } });
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
