import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { NotFoundError } from "../errors/not_found_error.ts";
import { openRunEventHub, type RunEventHub } from "../jobs/run_event_hub.ts";
import { openRunQueue, type RunQueue } from "../jobs/run_queue.ts";
import { createLog } from "../log.ts";
import { inTransaction } from "../postgres/database.ts";
import { lockRun } from "../store/lock_run.ts";
import { lockSweep } from "../store/lock_sweep.ts";
import { requeueRun } from "../store/requeue_run.ts";
import type { StoredSweepEvent } from "../store/sweep_event.ts";
import { PlantedSweep, type PlantingTools } from "../testing/planted_sweep.ts";
import { createRunFixture } from "../testing/run_fixture.ts";
import { createTestDatabase, type TestDatabase } from "../testing/test_database.ts";
import { cancelRun } from "./cancel_run.ts";
import { pauseRun } from "./pause_run.ts";
import { resumeRun } from "./resume_run.ts";
import { startSweepLoop } from "./sweep_loop.ts";
import { watchSweep } from "./watch_sweep.ts";

let database: TestDatabase;
let queue: RunQueue;
let events: RunEventHub;
let tools: PlantingTools;

beforeAll(async () => {
  database = await createTestDatabase();
  queue = await openRunQueue(database);
  events = await openRunEventHub(database.url);
  tools = { database, queue, fixture: await createRunFixture(database) };
});
afterAll(async () => {
  await events.close();
  await queue.close();
  await database.drop();
});

async function collect(watching: AsyncIterable<StoredSweepEvent>): Promise<StoredSweepEvent[]> {
  const seen: StoredSweepEvent[] = [];
  for await (const event of watching) {
    seen.push(event);
  }
  return seen;
}

/** An event in a word and a number: `Reported 2`. */
function brief(event: StoredSweepEvent): string {
  const name = event.type.replace(/^SweepTrial/, "");
  return event.type === "SweepStateChanged" ? event.state : `${name} ${event.number}`;
}

const sequences = (seen: readonly StoredSweepEvent[]): number[] => seen.map(({ sequence }) => sequence);
const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

describe("watchSweep()", () => {
  test("tells of the whole life of a sweep, in order, and ends with it", async () => {
    const stopping = { asha: { minEpochs: 1, reductionFactor: 2 } };
    const sweep = await PlantedSweep.start(tools, { stopping, maxTrials: 5, concurrency: 3 });
    const watching = collect(watchSweep({ database, events }, sweep.id));
    await sweep.look();
    await sweep.reach(0, 1, 0.5);
    await sweep.look();
    await sweep.reach(1, 1, Number.NaN);
    await sweep.look();
    await sweep.pause();
    await sweep.resume();
    await sweep.end(0, 0.75);
    await sweep.end(2, null);
    await sweep.look();
    await cancelRun(tools, (await sweep.run(3)).id);
    await sweep.end(4, 0.25);
    await sweep.look();
    const seen = await watching;
    expect(seen.map(brief)).toEqual([
      ...["RUNNING", "Started 0", "Started 1", "Started 2", "Reported 0", "Reported 1"],
      ...["Stopped 1", "Started 3", "PAUSED", "RUNNING"],
      ...["Reported 0", "Finished 0", "Failed 2", "Started 4"],
      ...["Reported 4", "Canceled 3", "Finished 4", "FINISHED"],
    ]);
    expect(sequences(seen)).toEqual(upTo(seen.length));
    const of = (type: string): StoredSweepEvent[] => seen.filter((event) => event.type === type);
    expect(of("SweepTrialReported")).toMatchObject([
      { number: 0, attempt: 1, epoch: 1, value: 0.5 },
      { number: 1, attempt: 1, epoch: 1, value: null },
      { number: 0, attempt: 1, epoch: 9, value: 0.75 },
      { number: 4, attempt: 1, epoch: 9, value: 0.25 },
    ]);
    expect(of("SweepTrialStopped")).toMatchObject([{ epoch: 1, value: null, cut: 0.5, count: 2 }]);
    expect(of("SweepTrialFinished")).toMatchObject([
      { number: 0, objective: 0.75, isBest: true },
      { number: 4, objective: 0.25, isBest: false },
    ]);
    expect(of("SweepTrialFailed")).toMatchObject([{ number: 2, failure: { code: "NON_FINITE_LOSS" } }]);
    expect(seen.at(-1)).toMatchObject({ state: "FINISHED", endReason: "MAX_TRIALS", failure: null });
  });

  test("tells that a trial was paused by hand, and that it goes on", async () => {
    const sweep = await PlantedSweep.start(tools, { maxTrials: 2, concurrency: 1 });
    await sweep.look();
    const { id: runId } = await sweep.run(0);
    await pauseRun(tools, runId);
    await sweep.look();
    await resumeRun(tools, runId);
    await sweep.look();
    await sweep.cancel();
    expect((await collect(watchSweep({ database, events }, sweep.id))).map(brief)).toEqual([
      ...[
        "RUNNING",
        "Started 0",
        "Paused 0",
        "Started 1",
        "Resumed 0",
        "Canceled 0",
        "Canceled 1",
        "CANCELED",
      ],
    ]);
  });

  test("tells an epoch again that came again after a lost worker, with its attempt", async () => {
    const sweep = await PlantedSweep.start(tools, { maxTrials: 1 });
    await sweep.look();
    await sweep.reach(0, 1, 0.5);
    const { id: runId } = await sweep.run(0);
    await inTransaction(database.pool, async (client) => {
      await lockRun(client, runId);
      await requeueRun(client, runId, randomUUID());
    });
    await sweep.reach(0, 1, 0.625);
    await sweep.cancel();
    const seen = await collect(watchSweep({ database, events }, sweep.id));
    expect(seen.filter(({ type }) => type === "SweepTrialReported")).toMatchObject([
      { attempt: 1, epoch: 1, value: 0.5 },
      { attempt: 2, epoch: 1, value: 0.625 },
    ]);
  });

  test("begins after what is known, or with a tail, and ends at once if that is all", async () => {
    const sweep = await PlantedSweep.start(tools);
    await sweep.look();
    await sweep.cancel();
    const from = async (options: object): Promise<number[]> =>
      sequences(await collect(watchSweep({ database, events }, sweep.id, options)));
    const all = await from({});
    expect(all).toEqual(upTo(6));
    expect(await from({ after: 3 })).toEqual([4, 5]);
    expect(await from({ last: 2 })).toEqual([4, 5]);
    expect(await from({ last: 0 })).toEqual([]);
    expect(await from({ after: 4, last: 100 })).toEqual([5]);
    expect(await from({ after: 99 })).toEqual([]);
  });

  test("tells nothing behind the end, also if a run that is being canceled does another epoch", async () => {
    const sweep = await PlantedSweep.start(tools);
    await sweep.look();
    await sweep.reach(0, 1, 0.5);
    await sweep.cancel();
    await sweep.reach(0, 2, 0.6);
    const seen = await collect(watchSweep({ database, events }, sweep.id));
    expect(seen.at(-1)).toMatchObject({ type: "SweepStateChanged", state: "CANCELED" });
    expect(seen.filter(({ type }) => type === "SweepTrialReported")).toHaveLength(1);
  });

  test("tells nothing of a look that came to nothing", async () => {
    const sweep = await PlantedSweep.start(tools, { concurrency: 2 });
    const failing: RunQueue = {
      ...queue,
      send: () => Promise.reject(new Error("The worker dies")),
    };
    const loop = startSweepLoop({ database, queue: failing, log: createLog("test") });
    while ((await sweep.row()).errorCount === 0) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    await loop.stop();
    await sweep.cancel();
    const seen = await collect(watchSweep({ database, events }, sweep.id));
    expect(seen.map(brief)).toEqual(["RUNNING", "CANCELED"]);
  });

  test("tells every watcher, of any server process, every event once, while workers report side by side", async () => {
    const trials = 8;
    const sweep = await PlantedSweep.start(tools, { maxTrials: trials, concurrency: trials });
    const other = await openRunEventHub(database.url);
    const watching = [events, events, other].map((hub) =>
      collect(watchSweep({ database, events: hub }, sweep.id)),
    );
    await sweep.look();
    const log = createLog("test");
    const loops = [1, 2].map(() => startSweepLoop({ database, queue, log }));
    const epochs = 15;
    await Promise.all(
      upTo(trials).map(async (number) => {
        for (let epoch = 1; epoch <= epochs; epoch += 1) {
          await sweep.reach(number, epoch, epoch / 100);
        }
        await sweep.end(number, 0.5);
      }),
    );
    const [first, ...others] = await Promise.all(watching);
    await Promise.all(loops.map((loop) => loop.stop()));
    expect(sequences(first!)).toEqual(upTo(2 + trials * (2 + epochs + 1)));
    expect(others).toEqual([first, first]);
    for (const number of upTo(trials)) {
      const own = first!.flatMap((event) =>
        event.type === "SweepTrialReported" && event.number === number ? [event.epoch] : [],
      );
      expect(own).toEqual([...upTo(epochs).map((epoch) => epoch + 1), 9]);
    }
    await other.close();
  });

  test("keeps its order while trials are stopped and their workers report side by side", async () => {
    const trials = 10;
    const stopping = { asha: { minEpochs: 1, reductionFactor: 2 } };
    const sweep = await PlantedSweep.start(tools, { stopping, maxTrials: trials, concurrency: trials });
    await sweep.look();
    const watching = collect(watchSweep({ database, events }, sweep.id));
    const log = createLog("test");
    const loops = [1, 2, 3].map(() => startSweepLoop({ database, queue, log }));
    await Promise.all(
      upTo(trials).map(async (number) => {
        for (let epoch = 1; epoch < 9; epoch += 1) {
          await sweep.reach(number, epoch, (number % 5) / 10);
          await new Promise((resolve) => setTimeout(resolve, 60));
        }
        await sweep.end(number, 0.5);
      }),
    );
    const seen = await watching;
    await Promise.all(loops.map((loop) => loop.stop()));
    expect(sequences(seen)).toEqual(upTo(seen.length));
    const { state, stoppedCount, finishedCount, errorCount } = await sweep.row();
    expect([state, errorCount]).toEqual(["FINISHED", 0]);
    expect(stoppedCount + finishedCount).toBe(trials);
    const told = (type: string): number => seen.filter((event) => event.type === type).length;
    expect(told("SweepTrialStarted")).toBe(trials);
    expect(told("SweepTrialStopped")).toBeGreaterThan(0);
  });

  test("never waits for whoever holds the sweep: a run reports while it is looked at", async () => {
    const sweep = await PlantedSweep.start(tools);
    await sweep.look();
    const { id: runId } = await sweep.run(0);
    const watching = watchSweep({ database, events }, sweep.id, { after: 2 });
    await inTransaction(database.pool, async (client) => {
      await lockSweep(client, sweep.id);
      const next = watching.next();
      await sweep.reach(0, 1, 0.5);
      expect((await next).value).toMatchObject({ type: "SweepTrialReported", epoch: 1 });
      // A look goes on to the run, whose worker must not be waiting for it.
      expect(await lockRun(client, runId)).toMatchObject({ epoch: 1 });
      await client.query("update sweeps set state = 'PAUSED' where id = $1", [sweep.id]);
    });
    expect((await watching.next()).value).toMatchObject({ type: "SweepStateChanged", state: "PAUSED" });
    await watching.return();
    await sweep.cancel();
  });

  test("loses nothing when the connection that it listens on breaks", async () => {
    const sweep = await PlantedSweep.start(tools);
    const watching = watchSweep({ database, events }, sweep.id);
    await watching.next();
    const next = watching.next();
    await database.pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and application_name = 'convzoo events'`,
    );
    await sweep.look();
    expect((await next).value).toMatchObject({ sequence: 1, type: "SweepTrialStarted", number: 0 });
    expect((await watching.next()).value).toMatchObject({ sequence: 2, number: 1 });
    await watching.return();
    await sweep.cancel();
  });

  test("ends while it waits when its signal is aborted", async () => {
    const sweep = await PlantedSweep.start(tools);
    const controller = new AbortController();
    const watching = watchSweep({ database, events }, sweep.id, { signal: controller.signal });
    await watching.next();
    const waiting = watching.next();
    controller.abort();
    expect(await waiting).toEqual({ done: true, value: undefined });
    await sweep.cancel();
  });

  test("says that there is no such sweep", async () => {
    const watching = watchSweep({ database, events }, "nothing");
    await expect(watching.next()).rejects.toThrow(new NotFoundError("sweep", "nothing"));
  });
});
