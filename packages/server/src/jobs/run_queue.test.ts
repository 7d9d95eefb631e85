import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { inTransaction } from "../postgres/database.ts";
import { createTestDatabase, type TestDatabase } from "../testing/test_database.ts";
import type { RunJob } from "./run_job.ts";
import { openRunQueue } from "./run_queue.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

describe("openRunQueue()", () => {
  test("may be called by several processes at once, also the first time", async () => {
    const queues = await Promise.all([1, 2, 3].map(() => openRunQueue(database)));
    const { rows } = await database.pool.query("select name from pgboss.queue");
    expect(rows).toContainEqual({ name: "runs" });
    await Promise.all(queues.map((queue) => queue.close()));
  });

  test("hands a job to a worker once its transaction is committed, and again if the worker rejects", async () => {
    const calls: RunJob[] = [];
    const done = Promise.withResolvers<void>();
    const sender = await openRunQueue(database);
    const worker = await openRunQueue(database, {
      async work(job) {
        calls.push(job);
        if (calls.length === 1) {
          throw new Error("no");
        }
        done.resolve();
      },
    });
    const id = crypto.randomUUID();
    const data = { runId: "a run", failures: 0 };
    await inTransaction(database.pool, async (client) => {
      await sender.send(client, crypto.randomUUID(), { runId: "never", failures: 0 });
      throw new Error("no");
    }).catch(() => undefined);
    await inTransaction(database.pool, (client) => sender.send(client, id, data));
    await done.promise;
    await worker.close();
    await sender.close();
    expect(calls).toMatchObject([
      { id, data, retryCount: 0 },
      { id, data, retryCount: 1 },
    ]);
  });

  test("does not hand out a job that was taken back", async () => {
    const seen: string[] = [];
    const second = Promise.withResolvers<void>();
    const sender = await openRunQueue(database);
    const [canceled, kept] = [crypto.randomUUID(), crypto.randomUUID()];
    await inTransaction(database.pool, async (client) => {
      await sender.send(client, canceled, { runId: "canceled", failures: 0 });
      await sender.send(client, kept, { runId: "kept", failures: 0 });
    });
    await inTransaction(database.pool, (client) => sender.cancel(client, canceled));
    const worker = await openRunQueue(database, {
      async work({ data }) {
        seen.push(data.runId);
        second.resolve();
      },
    });
    await second.promise;
    await worker.close();
    await sender.close();
    expect(seen).toEqual(["kept"]);
  });

  test("waits for the job under way when it closes", async () => {
    const began = Promise.withResolvers<void>();
    const mayEnd = Promise.withResolvers<void>();
    let ended = false;
    const worker = await openRunQueue(database, {
      async work() {
        began.resolve();
        await mayEnd.promise;
        ended = true;
      },
    });
    await inTransaction(database.pool, (client) =>
      worker.send(client, crypto.randomUUID(), { runId: "long", failures: 0 }),
    );
    await began.promise;
    const closed = worker.close().then(() => ended);
    mayEnd.resolve();
    expect(await closed).toBe(true);
    const { rows } = await database.pool.query(
      "select state from pgboss.job where data ->> 'runId' = 'long'",
    );
    expect(rows).toEqual([{ state: "completed" }]);
  });
});
