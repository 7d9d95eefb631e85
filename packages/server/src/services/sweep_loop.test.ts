import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openRunQueue, type RunQueue } from "../jobs/run_queue.ts";
import { createLog } from "../log.ts";
import { PlantedSweep, type PlantedTrial, type PlantingTools } from "../testing/planted_sweep.ts";
import { createRunFixture, type RunFixture } from "../testing/run_fixture.ts";
import { createTestDatabase, type TestDatabase } from "../testing/test_database.ts";
import { cancelRun } from "./cancel_run.ts";
import { pauseRun } from "./pause_run.ts";
import { resumeRun } from "./resume_run.ts";
import { startSweepLoop } from "./sweep_loop.ts";

let database: TestDatabase;
let queue: RunQueue;
let fixture: RunFixture;
let tools: PlantingTools;

beforeAll(async () => {
  database = await createTestDatabase();
  queue = await openRunQueue(database);
  fixture = await createRunFixture(database);
  tools = { database, queue, fixture };
});
afterAll(async () => {
  await queue.close();
  await database.drop();
});

const learningRates = (trials: readonly PlantedTrial[]): unknown[] =>
  trials.map(({ parameters }) => (parameters as { value: unknown }[])[0]!.value);

describe("startSweepLoop()", () => {
  test("keeps as many trials under way as it may, settles them, and ends with the best", async () => {
    const sweep = await PlantedSweep.start(tools);
    expect(await sweep.look()).toMatchObject({ state: "RUNNING", runningCount: 2 });
    expect(await sweep.look()).toMatchObject({ runningCount: 2 });
    await sweep.end(0, 0.4);
    await sweep.end(1, null);
    expect(await sweep.look()).toMatchObject({ runningCount: 2, finishedCount: 1, failedCount: 1 });
    await sweep.end(2, 0.9);
    await cancelRun({ database, queue }, (await sweep.run(3)).id);
    expect(await sweep.look()).toMatchObject({
      state: "FINISHED",
      endReason: "MAX_TRIALS",
      bestNumber: 2,
      totalEpochs: 18,
      ...{ runningCount: 0, finishedCount: 2, failedCount: 1, canceledCount: 1 },
    });
    const trials = await sweep.trials();
    expect(trials.map(({ state }) => state)).toEqual(["FINISHED", "FAILED", "FINISHED", "CANCELED"]);
    expect(trials[1]).toMatchObject({ failureCode: "NON_FINITE_LOSS", objective: null });
    expect(new Set(learningRates(trials)).size).toBe(4);
  });

  test("takes no figure of before for the objective where the last one is no finite number", async () => {
    const sweep = await PlantedSweep.start(tools, { maxTrials: 2 });
    await sweep.look();
    await sweep.reach(0, 8, 0.99);
    await sweep.end(0, Number.NaN);
    await sweep.end(1, 0.5);
    expect(await sweep.look()).toMatchObject({
      state: "FINISHED",
      finishedCount: 1,
      failedCount: 1,
      bestNumber: 1,
    });
    expect((await sweep.trials())[0]).toMatchObject({
      ...{ state: "FAILED", objective: null, failureCode: "NO_OBJECTIVE" },
      failureMessage:
        "Cannot judge the trial as its run must tell a finite validationAccuracy at its end: current value is none",
    });
  });

  test("tells webhooks of what becomes of a sweep", async () => {
    await database.pool.query(
      "insert into webhooks (url, topics, secret) values ('http://127.0.0.1:1', '{SWEEP}', 'none')",
    );
    const sweep = await PlantedSweep.start(tools, { maxTrials: 1 });
    await sweep.look();
    await sweep.end(0, 0.5);
    await sweep.look();
    const { rows } = await database.pool.query<{ body: string }>(
      "select body from webhook_deliveries where topic = 'SWEEP' order by id",
    );
    const sweepId = `Sweep_${(await sweep.row()).id}`;
    expect(rows.map(({ body }) => JSON.parse(body))).toMatchObject([
      { type: "sweep.running", data: { sweepId, name: "planted", bestNumber: null } },
      { type: "sweep.finished", data: { sweepId, endReason: "MAX_TRIALS" } },
    ]);
  });

  test("gives the same trials for the same seed", async () => {
    const [first, second, other] = await Promise.all([
      PlantedSweep.start(tools, { concurrency: 4 }),
      PlantedSweep.start(tools, { concurrency: 4 }),
      PlantedSweep.start(tools, { concurrency: 4, seed: 2 }),
    ]);
    for (const sweep of [first, second, other]) {
      await sweep.look();
    }
    const rates = learningRates(await first.trials());
    expect(rates).toHaveLength(4);
    expect(learningRates(await second.trials())).toEqual(rates);
    expect(learningRates(await other.trials())).not.toEqual(rates);
  });

  test("goes on after a worker died in the middle, and begins nothing twice", async () => {
    const sweep = await PlantedSweep.start(tools, { concurrency: 4 });
    const runs = await database.prisma.run.count();
    let sent = 0;
    const dying: RunQueue = {
      ...queue,
      async send(...given) {
        sent += 1;
        if (sent === 3) {
          throw new Error("The worker dies");
        }
        await queue.send(...given);
      },
    };
    const loop = startSweepLoop({ database, queue: dying, log: createLog("test") });
    while ((await sweep.row()).errorCount === 0) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    await loop.stop();
    expect(await sweep.trials()).toEqual([]);
    expect(await database.prisma.run.count()).toBe(runs);
    expect(await sweep.look()).toMatchObject({ state: "RUNNING", runningCount: 4, errorCount: 0 });
    expect((await sweep.trials()).map(({ number }) => number)).toEqual([0, 1, 2, 3]);
    expect(await database.prisma.run.count()).toBe(runs + 4);
  });

  test("shares a sweep among workers: each trial begins once", async () => {
    const sweep = await PlantedSweep.start(tools, { maxTrials: 40, concurrency: 40 });
    const log = createLog("test");
    const loops = Array.from({ length: 5 }, () => startSweepLoop({ database, queue, log }));
    while ((await sweep.row()).runningCount < 40) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await new Promise((resolve) => setTimeout(resolve, 1000));
    await Promise.all(loops.map((loop) => loop.stop()));
    const trials = await sweep.trials();
    expect(trials.map(({ number }) => number)).toEqual(Array.from({ length: 40 }, (_, index) => index));
    expect(new Set(trials.map(({ runId }) => runId)).size).toBe(40);
    await sweep.cancel();
  });

  test("stops a trial that falls behind at a rung, and says why; its run is paused", async () => {
    const stopping = { asha: { minEpochs: 1, reductionFactor: 3 } };
    const sweep = await PlantedSweep.start(tools, { stopping, concurrency: 3, maxTrials: 3 });
    await sweep.look();
    await sweep.reach(0, 1, 0.5);
    await sweep.look();
    await sweep.reach(1, 1, 0.4);
    await sweep.reach(2, 1, 0.6);
    // Trial 0 was the first and waits for nobody; of three that have come, one goes on.
    expect(await sweep.look()).toMatchObject({ runningCount: 2, stoppedCount: 1 });
    await sweep.reach(0, 4, 0.55);
    await sweep.reach(0, 3, 0.5);
    await sweep.reach(2, 3, 0.8);
    await sweep.look();
    expect(await sweep.rungs()).toMatchObject([
      { number: 0, epoch: 1, value: 0.5, cut: 0.5, count: 1, isKept: true },
      { number: 1, epoch: 1, value: 0.4, cut: 0.5, count: 2, isKept: false },
      { number: 2, epoch: 1, value: 0.6, cut: 0.6, count: 3, isKept: true },
      { number: 0, epoch: 3, value: 0.5, cut: 0.5, count: 1, isKept: true },
      { number: 2, epoch: 3, value: 0.8, cut: 0.8, count: 2, isKept: true },
    ]);
    // The worker hears of it through the run, as of any pause.
    expect((await sweep.run(1)).pauseRequestedAt).not.toBeNull();
    await sweep.end(0, 0.55);
    await sweep.end(2, 0.85);
    expect(await sweep.look()).toMatchObject({
      state: "FINISHED",
      bestNumber: 2,
      finishedCount: 2,
      stoppedCount: 1,
    });
  });

  test.each(["validationAccuracy", "validationLoss"] as const)(
    "stops a trial whose %s is no finite number at a rung, also the first one, and goes on with the others",
    async (monitor) => {
      const stopping = { asha: { minEpochs: 1, reductionFactor: 2, monitor } };
      const sweep = await PlantedSweep.start(tools, {
        stopping,
        metric: monitor,
        concurrency: 3,
        maxTrials: 4,
      });
      await sweep.look();
      await sweep.reach(0, 1, { [monitor]: Number.NaN });
      expect(await sweep.look()).toMatchObject({ runningCount: 3, stoppedCount: 1 });
      await sweep.reach(1, 1, { [monitor]: 0.1 });
      expect(await sweep.look()).toMatchObject({ runningCount: 3, stoppedCount: 1 });
      await sweep.reach(2, 1, { [monitor]: Number.POSITIVE_INFINITY });
      await sweep.reach(3, 1, { [monitor]: 0.1 });
      expect(await sweep.look()).toMatchObject({ runningCount: 2, stoppedCount: 2 });
      expect(await sweep.rungs()).toMatchObject([
        { number: 0, epoch: 1, value: null, cut: null, count: 1, isKept: false },
        { number: 1, epoch: 1, value: 0.1, cut: 0.1, count: 2, isKept: true },
        { number: 2, epoch: 1, value: null, cut: 0.1, count: 3, isKept: false },
        { number: 3, epoch: 1, value: 0.1, cut: 0.1, count: 4, isKept: true },
      ]);
      expect((await sweep.run(0)).pauseRequestedAt).not.toBeNull();
      expect((await sweep.run(1)).pauseRequestedAt).toBeNull();
      await sweep.cancel();
    },
  );

  test("tpe goes on from trials of which one showed no finite number at its last rung", async () => {
    const stopping = { asha: { minEpochs: 1, reductionFactor: 2 } };
    const method = { tpe: { startupTrials: 1 } };
    const sweep = await PlantedSweep.start(tools, { stopping, method, concurrency: 1, maxTrials: 3 });
    await sweep.look();
    await sweep.reach(0, 1, { validationAccuracy: Number.NaN });
    expect(await sweep.look()).toMatchObject({ stoppedCount: 1, runningCount: 1 });
    await sweep.end(1, 0.5);
    expect(await sweep.look()).toMatchObject({ finishedCount: 1, runningCount: 1, bestNumber: 1 });
    await sweep.cancel();
  });

  test("takes up a stopped trial whose run somebody resumed and which succeeded", async () => {
    const stopping = { asha: { minEpochs: 1, reductionFactor: 2 } };
    const sweep = await PlantedSweep.start(tools, { stopping, concurrency: 2, maxTrials: 2 });
    await sweep.look();
    await sweep.reach(0, 1, 0.9);
    await sweep.reach(1, 1, 0.1);
    expect(await sweep.look()).toMatchObject({ stoppedCount: 1 });
    await resumeRun({ database, queue }, (await sweep.run(1)).id);
    await sweep.end(1, 0.95);
    expect(await sweep.look()).toMatchObject({ stoppedCount: 0, finishedCount: 1, bestNumber: 1 });
    await sweep.cancel();
  });

  test("lets another trial begin in the place of one whose run somebody paused, and does not end without it", async () => {
    const sweep = await PlantedSweep.start(tools, { maxTrials: 3, concurrency: 1 });
    await sweep.look();
    const { id: paused } = await sweep.run(0);
    await pauseRun(tools, paused);
    expect(await sweep.look()).toMatchObject({ runningCount: 1, pausedCount: 1 });
    await sweep.end(1, 0.5);
    expect(await sweep.look()).toMatchObject({ runningCount: 1, pausedCount: 1, finishedCount: 1 });
    await sweep.end(2, 0.6);
    const waiting = { state: "RUNNING", finishedAt: null, runningCount: 0, pausedCount: 1, finishedCount: 2 };
    expect(await sweep.look()).toMatchObject(waiting);
    // However often it is looked at.
    expect(await sweep.look()).toMatchObject(waiting);
    expect((await sweep.trials()).map(({ state }) => state)).toEqual(["PAUSED", "FINISHED", "FINISHED"]);
    await resumeRun(tools, paused);
    expect(await sweep.look()).toMatchObject({ state: "RUNNING", runningCount: 1, pausedCount: 0 });
    await sweep.end(0, 0.9);
    expect(await sweep.look()).toMatchObject({ state: "FINISHED", finishedCount: 3, bestNumber: 0 });
  });

  test("begins nothing more while resumed trials are more than may be under way, and cuts none of them off", async () => {
    const sweep = await PlantedSweep.start(tools, { maxTrials: 10, concurrency: 1 });
    await sweep.look();
    const { id: first } = await sweep.run(0);
    await pauseRun(tools, first);
    await sweep.look();
    await resumeRun(tools, first);
    expect(await sweep.look()).toMatchObject({ runningCount: 2, pausedCount: 0 });
    await sweep.end(1, 0.5);
    expect(await sweep.look()).toMatchObject({ runningCount: 1, finishedCount: 1 });
    expect(await sweep.trials()).toHaveLength(2);
    await sweep.cancel();
  });

  test("goes on where a paused trial is canceled, and cancels paused ones with the sweep", async () => {
    const sweep = await PlantedSweep.start(tools, { maxTrials: 2, concurrency: 2 });
    await sweep.look();
    for (const number of [0, 1]) {
      await pauseRun(tools, (await sweep.run(number)).id);
    }
    expect(await sweep.look()).toMatchObject({ state: "RUNNING", runningCount: 0, pausedCount: 2 });
    await cancelRun(tools, (await sweep.run(0)).id);
    expect(await sweep.look()).toMatchObject({ state: "RUNNING", pausedCount: 1, canceledCount: 1 });
    expect(await sweep.cancel()).toMatchObject({ state: "CANCELED", pausedCount: 0, canceledCount: 2 });
    expect((await sweep.run(1)).state).toBe("CANCELED");
  });

  test("keeps the epochs of a paused trial for it", async () => {
    const sweep = await PlantedSweep.start(tools, { maxTotalEpochs: 18, maxTrials: 10, concurrency: 1 });
    await sweep.look();
    const { id: paused } = await sweep.run(0);
    await pauseRun(tools, paused);
    expect(await sweep.look()).toMatchObject({ runningCount: 1, pausedCount: 1 });
    await sweep.end(1, 0.5);
    expect(await sweep.look()).toMatchObject({ state: "RUNNING", runningCount: 0, pausedCount: 1 });
    expect(await sweep.trials()).toHaveLength(2);
    // What it will not do, another one may.
    await cancelRun(tools, paused);
    expect(await sweep.look()).toMatchObject({ state: "RUNNING", runningCount: 1, pausedCount: 0 });
    await sweep.cancel();
  });

  test("begins no trial that could go over the epochs, and ends when none fits", async () => {
    const sweep = await PlantedSweep.start(tools, { maxTotalEpochs: 25, maxTrials: 10, concurrency: 5 });
    expect(await sweep.look()).toMatchObject({ runningCount: 2 });
    await sweep.end(0, 0.5);
    await sweep.end(1, 0.5);
    expect(await sweep.look()).toMatchObject({
      state: "FINISHED",
      endReason: "MAX_EPOCHS",
      totalEpochs: 18,
    });
  });

  test("records a trial whose specs are not valid with its reason, and goes on", async () => {
    // Alone each is valid; an 8x8 image has no room for both.
    const sizes = (index: number): object => ({
      path: `model.layers[${index}].conv2d.kernelSize`,
      domain: {
        choice: {
          values: [
            [1, 1],
            [5, 5],
          ],
        },
      },
    });
    const conv = { filters: 2, kernelSize: [1, 1] as const };
    const variantId = await fixture.variantOf(
      {
        input: { height: 8, width: 8, channels: 1 },
        layers: [
          { conv2d: conv },
          { conv2d: conv },
          { flatten: {} },
          { dense: { units: 4, activation: "softmax" } },
        ],
        classes: 4,
      },
      { epochs: 1 },
    );
    const sweep = await PlantedSweep.start(tools, {
      base: { variantId },
      metric: "testAccuracy",
      space: [sizes(0), sizes(1)],
      maxTrials: 10,
      concurrency: 10,
    });
    expect(await sweep.look()).toMatchObject({ runningCount: 3, failedCount: 1 });
    const failed = (await sweep.trials()).find(({ state }) => state === "FAILED")!;
    expect(failed).toMatchObject({ runId: null, failureCode: "SPEC_INVALID" });
    expect(failed.failureMessage).toMatch(/^Cannot .*layers\[1\]/);
    await sweep.cancel();
  });

  test("fails if nothing but failures has come of it", async () => {
    const sweep = await PlantedSweep.start(tools, { maxTrials: 100, concurrency: 12 });
    await sweep.look();
    for (let number = 0; number < 10; number += 1) {
      await sweep.end(number, null);
    }
    expect(await sweep.look()).toMatchObject({
      state: "FAILED",
      failureCode: "TRIALS_FAILED",
      ...{ failedCount: 10, canceledCount: 2, runningCount: 0 },
    });
    const few = await PlantedSweep.start(tools, { maxTrials: 1 });
    await few.look();
    await few.end(0, null);
    expect(await few.look()).toMatchObject({ state: "FAILED", failedCount: 1 });
  });

  test("gives up a sweep that cannot go on, and does not keep others waiting", async () => {
    const broken = await PlantedSweep.start(tools);
    const { id } = await broken.look();
    await database.pool.query(
      "update sweeps set method = '{}', concurrency = 3, due_at = 'epoch', error_count = 9 where id = $1",
      [id],
    );
    const sound = await PlantedSweep.start(tools);
    expect(await sound.look()).toMatchObject({ runningCount: 2 });
    expect(await broken.row()).toMatchObject({
      state: "FAILED",
      failureCode: "SWEEP_CRASHED",
      ...{ runningCount: 0, canceledCount: 2 },
    });
    expect((await broken.run(0)).state).toBe("CANCELED");
    await sound.cancel();
  });
});

describe("control of sweeps", () => {
  test("cancelSweep() ends the runs of its trials, and nothing begins any more", async () => {
    const sweep = await PlantedSweep.start(tools);
    await sweep.look();
    await sweep.reach(0, 1, 0.5);
    expect(await sweep.cancel()).toMatchObject({ state: "CANCELED", runningCount: 0, canceledCount: 2 });
    expect((await sweep.run(0)).cancelRequestedAt).not.toBeNull();
    expect((await sweep.run(1)).state).toBe("CANCELED");
    await expect(sweep.cancel()).rejects.toMatchObject({ code: "SWEEP_STATE", state: "CANCELED" });
    await expect(sweep.pause()).rejects.toMatchObject({ code: "SWEEP_STATE" });
    const loop = startSweepLoop({ database, queue, log: createLog("test") });
    await new Promise((resolve) => setTimeout(resolve, 600));
    await loop.stop();
    expect(await sweep.trials()).toHaveLength(2);
  });

  test("pauseSweep() begins nothing more and settles what is under way, until resumeSweep()", async () => {
    const sweep = await PlantedSweep.start(tools);
    await sweep.look();
    await sweep.pause();
    await sweep.end(0, 0.5);
    expect(await sweep.look()).toMatchObject({ state: "PAUSED", runningCount: 1, finishedCount: 1 });
    await sweep.resume();
    expect(await sweep.look()).toMatchObject({ state: "RUNNING", runningCount: 2 });
    await expect(sweep.resume()).rejects.toMatchObject({ code: "SWEEP_STATE", state: "RUNNING" });
    await sweep.cancel();
  });
});
