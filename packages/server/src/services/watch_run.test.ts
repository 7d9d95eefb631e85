import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { NotFoundError } from "../errors/not_found_error.ts";
import { openRunEventHub, type RunEventHub } from "../jobs/run_event_hub.ts";
import { openRunQueue, type RunQueue } from "../jobs/run_queue.ts";
import { inTransaction } from "../postgres/database.ts";
import { appendRunEvents } from "../store/append_run_events.ts";
import type { StoredRunEvent } from "../store/run_event.ts";
import { createRunFixture, type RunFixture } from "../testing/run_fixture.ts";
import { createTestDatabase, type TestDatabase } from "../testing/test_database.ts";
import { cancelRun } from "./cancel_run.ts";
import { startRun } from "./start_run.ts";
import { watchRun } from "./watch_run.ts";

let database: TestDatabase;
let queue: RunQueue;
let events: RunEventHub;
let fixture: RunFixture;
let runId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  queue = await openRunQueue(database);
  events = await openRunEventHub(database.url);
  fixture = await createRunFixture(database);
});
beforeEach(async () => {
  const input = { variantId: await fixture.variant(), datasetId: fixture.datasetId, seed: 0 };
  runId = (await startRun({ database, queue }, { ...input, mode: "PORTABLE" })).id;
});
afterAll(async () => {
  await events.close();
  await queue.close();
  await database.drop();
});

async function say(...messages: readonly string[]): Promise<void> {
  const logs = messages.map((message) => ({ type: "RunLog", level: "info", message }) as const);
  await inTransaction(database.pool, (client) => appendRunEvents(client, runId, logs));
}

async function collect(watching: AsyncIterable<StoredRunEvent>): Promise<number[]> {
  const seen: number[] = [];
  for await (const { sequence } of watching) {
    seen.push(sequence);
  }
  return seen;
}

describe("watchRun()", () => {
  test("tells what has happened, then what happens, and ends with the run", async () => {
    await say("a", "b");
    const watching = watchRun({ database, events }, runId);
    expect((await watching.next()).value).toMatchObject({ sequence: 0, type: "RunStateChanged" });
    expect((await watching.next()).value).toMatchObject({ sequence: 1, message: "a" });
    expect((await watching.next()).value).toMatchObject({ sequence: 2, message: "b" });
    const next = watching.next();
    await say("c");
    expect((await next).value).toMatchObject({ sequence: 3, message: "c" });
    await say("d", "e");
    await cancelRun({ database, queue }, runId);
    expect(await collect(watching)).toEqual([4, 5, 6]);
  });

  test("begins after what is known, and ends at once if that is all", async () => {
    await say("a");
    await cancelRun({ database, queue }, runId);
    expect(await collect(watchRun({ database, events }, runId, { after: 0 }))).toEqual([1, 2]);
    expect(await collect(watchRun({ database, events }, runId, { after: 2 }))).toEqual([]);
    expect(await collect(watchRun({ database, events }, runId, { after: 99 }))).toEqual([]);
  });

  test("tells every watcher every event once, whenever it comes and however many there are", async () => {
    const early = Promise.all([1, 2, 3].map(() => collect(watchRun({ database, events }, runId))));
    for (let index = 0; index < 20; index += 1) {
      await say(...Array.from({ length: 60 }, (_unused, item) => `${index}/${item}`));
    }
    const late = collect(watchRun({ database, events }, runId));
    await say("last");
    await cancelRun({ database, queue }, runId);
    const all = Array.from({ length: 1203 }, (_unused, index) => index);
    expect(await early).toEqual([all, all, all]);
    expect(await late).toEqual(all);
  });

  test("says that there is no such run", async () => {
    const watching = watchRun({ database, events }, "nothing");
    await expect(watching.next()).rejects.toThrow(new NotFoundError("run", "nothing"));
  });

  test.each<[string, (stop: Stop) => unknown]>([
    ["it is returned", ({ watching }) => watching.return()],
    ["its signal is aborted", ({ controller }) => controller.abort()],
    ["the hub closes", ({ hub }) => hub.close()],
  ])("ends while it waits when %s, and leaves nothing", async (_when, stop) => {
    const hub = await openRunEventHub(database.url);
    let subscriptions = 0;
    const counting: RunEventHub = {
      ...hub,
      subscribe(...subscription) {
        subscriptions += 1;
        const end = hub.subscribe(...subscription);
        return () => {
          subscriptions -= 1;
          end();
        };
      },
    };
    const controller = new AbortController();
    const { signal } = controller;
    const watching = watchRun({ database, events: counting }, runId, { signal });
    await watching.next();
    const waiting = watching.next();
    expect(subscriptions).toBe(1);
    await stop({ watching, controller, hub });
    expect(await waiting).toEqual({ done: true, value: undefined });
    expect(subscriptions).toBe(0);
    await hub.close();
  });

  test("loses nothing when the connection that it listens on breaks", async () => {
    const watching = watchRun({ database, events }, runId);
    await watching.next();
    const next = watching.next();
    await inTransaction(database.pool, async (client) => {
      await client.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and application_name = 'convzoo events'`,
      );
      await appendRunEvents(client, runId, [{ type: "RunLog", level: "info", message: "unheard" }]);
    });
    expect((await next).value).toMatchObject({ sequence: 1, message: "unheard" });
    const after = watching.next();
    await say("heard");
    expect((await after).value).toMatchObject({ sequence: 2, message: "heard" });
    await watching.return();
  });
});

interface Stop {
  readonly watching: AsyncGenerator<StoredRunEvent, void>;
  readonly controller: AbortController;
  readonly hub: RunEventHub;
}
