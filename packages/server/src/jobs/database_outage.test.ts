import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Database, openDatabase } from "../postgres/database.ts";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "../postgres/embedded.ts";
import { deployMigrations } from "../postgres/migrate.ts";
import { untilAnswered } from "../postgres/until_answered.ts";
import { startRun } from "../services/start_run.ts";
import { watchRun } from "../services/watch_run.ts";
import { findRun } from "../store/find_run.ts";
import { listRunEvents } from "../store/list_run_events.ts";
import { createRunFixture } from "../testing/run_fixture.ts";
import { openRunEventHub } from "./run_event_hub.ts";
import { openRunQueue } from "./run_queue.ts";
import { runWorker } from "./run_worker.ts";

let directory: string;
let postgres: EmbeddedPostgres;
let database: Database;

/** A Postgres of its own, since it is about to be stopped. */
async function startPostgres(port?: number): Promise<EmbeddedPostgres> {
  const settings = { fsync: "off", synchronous_commit: "off" };
  return await startEmbeddedPostgres({ dataDirectory: directory, durable: false, settings, port });
}

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "convzoo-outage-"));
  postgres = await startPostgres();
  await deployMigrations(postgres.url);
  database = await openDatabase(postgres.url);
});
afterAll(async () => {
  await database.close();
  await postgres.stop();
  await rm(directory, { recursive: true, force: true });
});

test("a run goes on and a watcher hears of it when the database was stopped and is back", async () => {
  const queue = await openRunQueue(database);
  const events = await openRunEventHub(database.url);
  const worker = await runWorker({ databaseUrl: database.url, dataDirectory: directory });
  const { datasetId, slowVariant } = await createRunFixture(database);
  const variantId = await slowVariant(60);
  const { id } = await startRun({ database, queue }, { variantId, datasetId, seed: 1, mode: "PORTABLE" });
  const watching = watchRun({ database, events }, id);
  for (let epochs = 0; epochs < 2; ) {
    const { value } = await watching.next();
    epochs += value?.type === "RunEpoch" ? 1 : 0;
  }
  await watching.return();

  await postgres.stop();
  postgres = await startPostgres(postgres.port);

  await untilAnswered(async () => {
    for await (const _ of watchRun({ database, events }, id)) {
      // Only the end counts.
    }
  });
  const run = await findRun(database.pool, id);
  expect(run).toMatchObject({ state: "SUCCEEDED", attempt: 1, epoch: 60 });
  const seen = await listRunEvents(database.pool, id, { after: -1, limit: 10_000 });
  expect(seen.map(({ sequence }) => sequence)).toEqual(seen.map((_unused, index) => index));
  expect(seen.filter(({ type }) => type === "RunEpoch")).toHaveLength(60);
  await worker.close();
  await events.close();
  await queue.close();
});
