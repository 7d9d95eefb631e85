import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { RunStateError } from "../errors/run_state_error.ts";
import type { Run } from "../generated/prisma/client.ts";
import { cancelRun } from "../services/cancel_run.ts";
import { deriveRun } from "../services/derive_run.ts";
import { forkRun } from "../services/fork_run.ts";
import { reportReproduction } from "../services/report_reproduction.ts";
import { startRun } from "../services/start_run.ts";
import { watchRun } from "../services/watch_run.ts";
import { findCheckpoint } from "../store/find_checkpoint.ts";
import type { StoredRunEvent } from "../store/run_event.ts";
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
  dataDirectory = await mkdtemp(join(tmpdir(), "convzoo-derive-"));
  worker = await runWorker({ databaseUrl: database.url, dataDirectory });
});
afterAll(async () => {
  await worker.close();
  await events.close();
  await queue.close();
  await database.drop();
  await rm(dataDirectory, { recursive: true, force: true });
});

async function start(variantId: string): Promise<Run> {
  const { datasetId } = fixture;
  return await startRun({ database, queue }, { variantId, datasetId, seed: 1, mode: "PORTABLE" });
}

async function end(run: Run, onEvent?: (event: StoredRunEvent) => unknown): Promise<StoredRunEvent[]> {
  const seen: StoredRunEvent[] = [];
  for await (const event of watchRun({ database, events }, run.id)) {
    seen.push(event);
    await onEvent?.(event);
  }
  return seen;
}

async function digestOf(run: Run): Promise<string> {
  return (await database.prisma.version.findUniqueOrThrow({ where: { runId: run.id } })).digest;
}

describe("deriveRun()", () => {
  test("reproduces a run, and reportReproduction() finds the same bits", async () => {
    const original = await start(await fixture.variant());
    expect(await reportReproduction({ database }, original.id)).toBeNull();
    await end(original);
    const context = { database, queue, actor: "ada" };
    const copy = await deriveRun(context, original.id, "REPRODUCTION");
    expect(copy).toMatchObject({ originKind: "REPRODUCTION", originId: original.id, seed: 1, actor: "ada" });
    await end(copy);
    const report = (await reportReproduction({ database }, copy.id))!;
    expect(report).toMatchObject({
      promise: "SAME_BITS",
      sameBits: true,
      sameDataset: true,
      weights: { different: 0, largest: 0, rootMeanSquare: 0 },
    });
    expect(report.metrics.length).toBeGreaterThan(2);
    expect(report.metrics.every(({ difference }) => difference === 0)).toBe(true);
    expect(await digestOf(copy)).toBe(await digestOf(original));
    await expect(deriveRun(context, original.id, "RETRY")).rejects.toBeInstanceOf(RunStateError);
    await expect(forkRun(context, { id: original.id })).rejects.toBeInstanceOf(RunStateError);
  });

  test("forks and retries a run from its checkpoint, to the bits of one that nothing happened to", async () => {
    const variantId = await fixture.slowVariant(60);
    const whole = await start(variantId);
    await end(whole);
    const run = await start(variantId);
    let asked = false;
    await end(run, async ({ type }) => {
      if (type === "RunCheckpointed" && !asked) {
        asked = true;
        await cancelRun({ database, queue }, run.id);
      }
    });
    const { step } = (await findCheckpoint(database.pool, run.id))!;
    await expect(deriveRun({ database, queue }, run.id, "REPRODUCTION")).rejects.toThrow(
      "Cannot reproduce the run as it must have succeeded: current value is CANCELED",
    );
    for (const kind of ["FORK", "RETRY"] as const) {
      const next =
        kind === "FORK"
          ? await forkRun({ database, queue }, { id: run.id })
          : await deriveRun({ database, queue }, run.id, kind);
      const seen = await end(next);
      expect(seen.find(({ type }) => type === "RunStarted")).toMatchObject({ resumedStep: step });
      expect(await digestOf(next)).toBe(await digestOf(whole));
    }
    // What the forks went on from is still there.
    expect(await findCheckpoint(database.pool, run.id)).toMatchObject({ step });
  });
});
