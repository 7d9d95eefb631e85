import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Run } from "../generated/prisma/client.ts";
import { startRun } from "../services/start_run.ts";
import { findRun } from "../store/find_run.ts";
import { listRunEvents } from "../store/list_run_events.ts";
import { createRunFixture, type RunFixture } from "../testing/run_fixture.ts";
import { createTestDatabase, type TestDatabase } from "../testing/test_database.ts";
import { reapRuns } from "./reap_runs.ts";
import { openRunQueue, type RunQueue } from "./run_queue.ts";
import { takeRun } from "./take_run.ts";

let database: TestDatabase;
let queue: RunQueue;
let fixture: RunFixture;
let run: Run;

beforeAll(async () => {
  database = await createTestDatabase();
  queue = await openRunQueue(database);
  fixture = await createRunFixture(database);
});
beforeEach(async () => {
  const input = { variantId: await fixture.variant(), datasetId: fixture.datasetId, seed: 0 };
  run = await startRun({ database, queue }, { ...input, mode: "PORTABLE" });
});
afterAll(async () => {
  await queue.close();
  await database.drop();
});

/** Claims the run as a worker does whose job is then in the given state. */
async function runWithJob(state: string): Promise<void> {
  await database.pool.query("update pgboss.job set state = 'active', heartbeat_on = now() where id = $1", [
    run.jobId,
  ]);
  await takeRun(database, { id: run.jobId!, data: { runId: run.id, failures: 0 }, retryCount: 0 });
  await setJob(state);
}

async function setJob(state: string): Promise<void> {
  const values = state === "missing" ? [run.jobId] : [run.jobId, state];
  await database.pool.query(
    state === "missing"
      ? "delete from pgboss.job where id = $1"
      : "update pgboss.job set state = $2::pgboss.job_state where id = $1",
    values,
  );
}

async function reap(): Promise<Run> {
  await reapRuns(database, queue);
  return (await findRun(database.pool, run.id))!;
}

describe("reapRuns()", () => {
  test("leaves alone what waits and what is trained", async () => {
    expect((await reap()).state).toBe("QUEUED");
    await runWithJob("active");
    const before = await findRun(database.pool, run.id);
    expect(await reap()).toEqual(before);
  });

  test("shows that a run waits again whose worker is lost, and the silent worker may no longer write", async () => {
    await runWithJob("retry");
    expect(await reap()).toMatchObject({ state: "QUEUED", attempt: 1, jobId: run.jobId });
    expect(await listRunEvents(database.pool, run.id, { after: 1, limit: 9 })).toMatchObject([
      { type: "RunLog", message: "The worker of attempt 1 was lost: the run is tried again" },
      { type: "RunStateChanged", state: "QUEUED", attempt: 1 },
    ]);
    const job = { id: run.jobId!, data: { runId: run.id, failures: 0 }, retryCount: 1 };
    expect((await takeRun(database, job))?.run.attempt).toBe(2);
  });

  test("cancels the run of a lost worker that was asked to", async () => {
    await runWithJob("retry");
    await database.pool.query("update runs set cancel_requested_at = now() where id = $1", [run.id]);
    expect((await reap()).state).toBe("CANCELED");
    const { rows } = await database.pool.query("select state from pgboss.job where id = $1", [run.jobId]);
    expect(rows).toEqual([{ state: "cancelled" }]);
  });

  test.each(["failed", "completed", "missing"])("fails a run in training whose job is %s", async (state) => {
    await runWithJob(state);
    expect(await reap()).toMatchObject({ state: "FAILED", failureCode: "WORKER_LOST" });
  });

  test("fails a run that waits for a job that has failed for good", async () => {
    await setJob("failed");
    expect(await reap()).toMatchObject({ state: "FAILED", failureCode: "WORKER_LOST", attempt: 0 });
  });

  test("gives a run that waits another job if its own is gone", async () => {
    await setJob("missing");
    const reaped = await reap();
    expect(reaped.state).toBe("QUEUED");
    expect(reaped.jobId).not.toBe(run.jobId);
    const { rows } = await database.pool.query("select state, data from pgboss.job where id = $1", [
      reaped.jobId,
    ]);
    expect(rows).toEqual([{ state: "created", data: { runId: run.id, failures: 0 } }]);
  });

  test("cancels a run whose job somebody took out of the queue", async () => {
    await setJob("cancelled");
    expect((await reap()).state).toBe("CANCELED");
  });

  test("moves each run once, however many processes look after them", async () => {
    await runWithJob("retry");
    await Promise.all([1, 2, 3].map(() => reapRuns(database, queue)));
    expect((await findRun(database.pool, run.id))?.eventCount).toBe(4);
  });
});
