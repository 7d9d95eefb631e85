import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Client, createClient, type SweepEvent, type SweepTrial } from "@convzoo/client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ChildService, startChildService } from "../../packages/cli/src/service/child_service.ts";
import { createRunFixture, type RunFixture } from "../../packages/server/src/testing/run_fixture.ts";
import { createTestDatabase, type TestDatabase } from "../../packages/server/src/testing/test_database.ts";

let directory: string;
let database: TestDatabase;
let fixture: RunFixture;
const services: ChildService[] = [];

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "convzoo-sweep-restart-"));
  database = await createTestDatabase();
  fixture = await createRunFixture(database);
});
afterAll(async () => {
  for (const service of services) {
    service.kill();
  }
  await database?.drop();
  await rm(directory, { recursive: true, force: true });
});

async function start(command: "server" | "worker", port = "0"): Promise<ChildService> {
  const environment = {
    CONVZOO_DATABASE_URL: database.url,
    CONVZOO_DATA_DIR: directory,
    CONVZOO_PORT: port,
  };
  const logPath = join(directory, `${command}-${services.length}.log`);
  const service = await startChildService({ command, environment, logPath });
  service.crashed.catch(() => undefined);
  services.push(service);
  return service;
}

test("a sweep goes on when server and worker were killed in the middle: no trial is lost or trained twice, and watchers miss nothing", async () => {
  const [server, other, worker] = [await start("server"), await start("server"), await start("worker")];
  const [url, otherUrl] = [(await server.ready)!, (await other.ready)!];
  const zoo = createClient({ url });
  const train = { epochs: 3, batchSize: 16, validation: { split: { fraction: 0.25 } } };
  const { id } = await zoo.sweeps.start({
    name: "killed",
    base: { variantId: `Variant_${await fixture.variant(train)}` },
    datasetId: `Dataset_${fixture.datasetId}`,
    space: [{ path: "train.optimizer.adam.learningRate", domain: { logUniform: { low: 1e-4, high: 0.1 } } }],
    method: { random: {} },
    budget: { maxTrials: 8 },
    concurrency: 2,
  });
  const watching = eventsOf(zoo, id);
  const elsewhere = eventsOf(createClient({ url: otherUrl }), id);
  while (((await zoo.sweeps.get(id))?.trialCounts.finished ?? 0) < 2) {
    await sleep(100);
  }
  worker.kill();
  server.kill();
  await (await start("server", new URL(url).port)).ready;
  const again = createClient({ url });
  const before = await trialsOf(again, id);
  await start("worker");
  const sweep = await again.sweeps.waitFor(id);
  expect(sweep).toMatchObject({ state: "FINISHED", trialCounts: { finished: 8, failed: 0, total: 8 } });
  const after = await trialsOf(again, id);
  expect(after.map(({ number }) => number)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  // What had been chosen stayed as it was, in the run that it had.
  for (const [index, { parameters, run }] of before.entries()) {
    expect(after[index]).toMatchObject({ parameters, run: { id: run!.id } });
  }
  expect(new Set(after.map(({ run }) => run!.id)).size).toBe(8);
  expect(await again.runs.count()).toBe(8);
  const events = await watching;
  expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_, index) => index));
  expect(events.at(-1)).toMatchObject({ type: "SweepStateChanged", state: "FINISHED" });
  expect(await elsewhere).toEqual(events);
  expect(await eventsOf(again, id)).toEqual(events);
  expect((await again.sweeps.eventsPage(id, { first: 100 })).items).toEqual(events);
  for (const type of ["SweepTrialStarted", "SweepTrialFinished"]) {
    const numbers = events.flatMap((event) => (event.type === type && "number" in event ? event.number : []));
    expect(numbers.toSorted()).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  }
  // Each trial told each of its epochs, also one that was lost and came again.
  const reported = events.filter(({ type }) => type === "SweepTrialReported");
  expect(reported.length).toBeGreaterThanOrEqual(24);
});

async function eventsOf(zoo: Client, id: string): Promise<SweepEvent[]> {
  const all: SweepEvent[] = [];
  for await (const event of zoo.sweeps.watch(id)) {
    all.push(event);
  }
  return all;
}

async function trialsOf(zoo: Client, id: string): Promise<SweepTrial[]> {
  const all: SweepTrial[] = [];
  for await (const trial of zoo.sweeps.trials(id)) {
    all.push(trial);
  }
  return all;
}
