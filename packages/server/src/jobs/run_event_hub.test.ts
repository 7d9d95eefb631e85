import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { notifyRun } from "../store/notify_run.ts";
import { openTcpGate } from "../testing/tcp_gate.ts";
import { createTestDatabase, type TestDatabase } from "../testing/test_database.ts";
import { openRunEventHub, type RunEventHub } from "./run_event_hub.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

async function connections(): Promise<number[]> {
  const { rows } = await database.pool.query<{ pid: number }>(
    `select pid from pg_stat_activity where datname = current_database() and application_name = 'convzoo events'`,
  );
  return rows.map(({ pid }) => pid);
}

function woken(hub: RunEventHub, topic: Parameters<RunEventHub["subscribe"]>[0]): Promise<void> {
  return new Promise((resolve) => {
    const end = hub.subscribe(topic, () => {
      end();
      resolve();
    });
  });
}

describe("openRunEventHub()", () => {
  test("wakes those who subscribed to the topic, until they end it", async () => {
    const hub = await openRunEventHub(database.url);
    const woke: string[] = [];
    const end = hub.subscribe("events:a", () => woke.push("ended"));
    hub.subscribe("events:a", () => woke.push("first"));
    hub.subscribe("events:a", () => woke.push("second"));
    hub.subscribe("events:b", () => woke.push("other run"));
    hub.subscribe("cancel:a", () => woke.push("other topic"));
    end();
    const last = woken(hub, "events:last");
    await notifyRun(database.pool, "events:a");
    await notifyRun(database.pool, "events:last");
    await last;
    expect(woke).toEqual(["first", "second"]);
    await hub.close();
  });

  test("uses one connection, however many subscribe, and leaves none", async () => {
    const hub = await openRunEventHub(database.url);
    for (let index = 0; index < 100; index += 1) {
      hub.subscribe(`events:${index}`, () => undefined);
    }
    expect(await connections()).toHaveLength(1);
    expect(hub.closed.aborted).toBe(false);
    await hub.close();
    expect(hub.closed.aborted).toBe(true);
    await expect.poll(connections).toEqual([]);
  });

  test("connects again when its connection breaks, and wakes everybody, who may have missed something", async () => {
    const hub = await openRunEventHub(database.url);
    const all = Promise.all([woken(hub, "events:a"), woken(hub, "cancel:b")]);
    const [pid] = await connections();
    await database.pool.query("select pg_terminate_backend($1)", [pid]);
    await all;
    const again = woken(hub, "events:a");
    await notifyRun(database.pool, "events:a");
    await again;
    await hub.close();
  });

  test("finds out that its connection has fallen silent", async () => {
    const gate = await openTcpGate(database.url);
    const hub = await openRunEventHub(gate.url, { checkInterval: 20, patience: 200 });
    const woke = woken(hub, "events:a");
    gate.silence();
    await woke;
    const again = woken(hub, "events:a");
    await notifyRun(database.pool, "events:a");
    await again;
    await hub.close();
    await gate.close();
  });

  test("closes while it tries to connect again", async () => {
    const gate = await openTcpGate(database.url);
    const hub = await openRunEventHub(gate.url);
    await gate.close();
    await hub.close();
    await expect.poll(connections).toEqual([]);
  });

  test("refuses a database that does not answer", async () => {
    await expect(openRunEventHub("postgres://u:secret@127.0.0.1:1/zoo")).rejects.toThrow(/ECONNREFUSED/);
  });
});
