import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { NotFoundError } from "../errors/not_found_error.ts";
import { RunFinishedError } from "../errors/run_finished_error.ts";
import type { Run } from "../generated/prisma/client.ts";
import { openRunEventHub, type RunEventHub } from "../jobs/run_event_hub.ts";
import { openRunQueue, type RunQueue } from "../jobs/run_queue.ts";
import { settleRun } from "../jobs/settle_run.ts";
import { takeRun } from "../jobs/take_run.ts";
import { findRun } from "../store/find_run.ts";
import { listRunEvents } from "../store/list_run_events.ts";
import { createRunFixture } from "../testing/run_fixture.ts";
import { createTestDatabase, type TestDatabase } from "../testing/test_database.ts";
import { cancelRun } from "./cancel_run.ts";
import { startRun } from "./start_run.ts";

let database: TestDatabase;
let queue: RunQueue;
let events: RunEventHub;
let start: () => Promise<Run>;

beforeAll(async () => {
  database = await createTestDatabase();
  queue = await openRunQueue(database);
  events = await openRunEventHub(database.url);
  const { datasetId, variant } = await createRunFixture(database);
  const variantId = await variant();
  start = () => startRun({ database, queue }, { variantId, datasetId, seed: 0, mode: "PORTABLE" });
});
afterAll(async () => {
  await events.close();
  await queue.close();
  await database.drop();
});

function jobOf(run: Run): Parameters<typeof takeRun>[1] {
  return { id: run.jobId!, data: { runId: run.id, failures: 0 }, retryCount: 0 };
}

async function eventTypes(runId: string): Promise<string[]> {
  const seen = await listRunEvents(database.pool, runId, { after: -1, limit: 100 });
  return seen.map((event) => (event.type === "RunStateChanged" ? event.state : event.type));
}

describe("cancelRun()", () => {
  test("ends a run that waits, and takes its job out of the queue", async () => {
    const run = await start();
    const ended = await cancelRun({ database, queue }, run.id);
    expect(ended).toMatchObject({ state: "CANCELED", finishedAt: expect.any(Date), eventCount: 2 });
    expect(await findRun(database.pool, run.id)).toEqual(ended);
    expect(await eventTypes(run.id)).toEqual(["QUEUED", "CANCELED"]);
    const { rows } = await database.pool.query("select state from pgboss.job where id = $1", [run.jobId]);
    expect(rows).toEqual([{ state: "cancelled" }]);
    expect(await takeRun(database, jobOf(run))).toBeUndefined();
  });

  test("tells the worker of a run that trains, at once", async () => {
    const run = await start();
    await takeRun(database, jobOf(run));
    const heard = new Promise<void>((resolve) => events.subscribe(`cancel:${run.id}`, resolve));
    const asked = await cancelRun({ database, queue }, run.id);
    expect(asked).toMatchObject({ state: "RUNNING", cancelRequestedAt: expect.any(Date) });
    await heard;
    const again = await cancelRun({ database, queue }, run.id);
    expect(again.cancelRequestedAt).toEqual(asked.cancelRequestedAt);
  });

  test("refuses a run that is over, and says how it ended", async () => {
    const run = await start();
    await cancelRun({ database, queue }, run.id);
    const call = cancelRun({ database, queue }, run.id);
    await expect(call).rejects.toThrow(new RunFinishedError("CANCELED"));
    await expect(call).rejects.toMatchObject({ code: "RUN_FINISHED", state: "CANCELED" });
  });

  test("says that there is no such run", async () => {
    await expect(cancelRun({ database, queue }, "nothing")).rejects.toThrow(
      new NotFoundError("run", "nothing"),
    );
  });

  test("and a claim in the same moment agree on who was first", async () => {
    const outcomes = new Set<string>();
    for (let index = 0; index < 30; index += 1) {
      const run = await start();
      const calls = [() => takeRun(database, jobOf(run)), () => cancelRun({ database, queue }, run.id)];
      const [first, second] = index % 2 === 0 ? calls : calls.toReversed();
      await Promise.all([first!(), second!()]);
      const ended = (await findRun(database.pool, run.id))!;
      const types = await eventTypes(run.id);
      outcomes.add(ended.state);
      if (ended.state === "CANCELED") {
        expect(ended.attempt).toBe(0);
        expect(types).toEqual(["QUEUED", "CANCELED"]);
      } else {
        expect(ended).toMatchObject({ state: "RUNNING", attempt: 1, cancelRequestedAt: expect.any(Date) });
        expect(types).toEqual(["QUEUED", "RUNNING"]);
      }
    }
    expect([...outcomes].toSorted()).toEqual(["CANCELED", "RUNNING"]);
  });

  test("and the end of the training in the same moment agree on who was first", async () => {
    const speed = { imagesPerSecond: 1, seconds: 1 };
    const judged = { testLoss: 1, testAccuracy: 0.5, metrics: {} };
    const summary = { epochs: 1, bestEpoch: null, stoppedEarly: false, ...judged, ...speed };
    const outcomes = new Set<string>();
    for (let index = 0; index < 30; index += 1) {
      const run = await start();
      const job = jobOf(run);
      const taken = (await takeRun(database, job))!;
      const file = new Uint8Array([index]);
      const ended = {
        ...taken,
        job,
        outcome: { type: "trained", file, metrics: { testLoss: 1 }, summary },
      } as const;
      const calls = [
        () => settleRun({ database, queue }, ended),
        () => cancelRun({ database, queue }, run.id),
      ];
      const order = index % 2 === 0 ? calls : calls.toReversed();
      const results = await Promise.allSettled(order.map((call) => call()));
      const { state } = (await findRun(database.pool, run.id))!;
      outcomes.add(state);
      const versions = await database.prisma.version.count({ where: { runId: run.id } });
      const refused = results.filter(({ status }) => status === "rejected");
      expect([state, versions, refused.length]).toEqual(
        state === "SUCCEEDED" ? ["SUCCEEDED", 1, 1] : ["CANCELED", 0, 0],
      );
    }
    expect([...outcomes].toSorted()).toEqual(["CANCELED", "SUCCEEDED"]);
  });
});
