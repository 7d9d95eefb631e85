import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { inTransaction } from "../postgres/database.ts";
import { createRunFixture, type RunFixture } from "../testing/run_fixture.ts";
import { createTestDatabase, type TestDatabase } from "../testing/test_database.ts";
import { appendRunEvents } from "./append_run_events.ts";
import { findRun } from "./find_run.ts";
import { insertRun } from "./insert_run.ts";
import { listRunEvents } from "./list_run_events.ts";
import type { RunEventBody } from "./run_event.ts";

let database: TestDatabase;
let fixture: RunFixture;
let runId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  fixture = await createRunFixture(database);
});
beforeEach(async () => {
  const run = await insertRun(database.pool, {
    variantId: await fixture.variant(),
    datasetId: fixture.datasetId,
    seed: 0,
    mode: "PORTABLE",
    epochs: 1,
    jobId: crypto.randomUUID(),
  });
  runId = run.id;
});
afterAll(() => database.drop());

function log(message: string): RunEventBody {
  return { type: "RunLog", level: "info", message };
}

function append(...messages: readonly string[]): Promise<void> {
  return inTransaction(database.pool, (client) => appendRunEvents(client, runId, messages.map(log)));
}

describe("appendRunEvents()", () => {
  test("keeps what an event says, and numbers it", async () => {
    await append("a", "b");
    expect(await listRunEvents(database.pool, runId, { after: -1, limit: 10 })).toEqual([
      { type: "RunLog", level: "info", message: "a", attempt: 0, sequence: 0, createdAt: expect.any(Date) },
      { type: "RunLog", level: "info", message: "b", attempt: 0, sequence: 1, createdAt: expect.any(Date) },
    ]);
    expect(await listRunEvents(database.pool, runId, { after: 0, limit: 1 })).toHaveLength(1);
    expect((await findRun(database.pool, runId))?.eventCount).toBe(2);
  });

  test("makes no gaps and no doubles, and a reader never sees an event before the ones before it", async () => {
    let writing = true;
    const writers = Promise.all(
      Array.from({ length: 8 }, async (_unused, writer) => {
        for (let turn = 0; turn < 10; turn += 1) {
          await append(`${writer}/${turn}/first`, `${writer}/${turn}/second`);
        }
      }),
    ).finally(() => {
      writing = false;
    });
    let reads = 0;
    while (writing) {
      const seen = await listRunEvents(database.pool, runId, { after: -1, limit: 1000 });
      expect(seen.map(({ sequence }) => sequence)).toEqual(seen.map((_unused, index) => index));
      reads += 1;
    }
    await writers;
    expect(reads).toBeGreaterThan(1);
    const all = await listRunEvents(database.pool, runId, { after: -1, limit: 1000 });
    expect(all).toHaveLength(160);
    for (const [index, event] of all.entries()) {
      if (index % 2 === 0) {
        const { message } = event as { message: string };
        expect(all[index + 1]).toMatchObject({ message: message.replace("first", "second") });
      }
    }
  });

  test("leaves no hole where a transaction is rolled back", async () => {
    await append("a");
    await inTransaction(database.pool, async (client) => {
      await appendRunEvents(client, runId, [log("lost")]);
      throw new Error("no");
    }).catch(() => undefined);
    await append("b");
    const seen = await listRunEvents(database.pool, runId, { after: -1, limit: 10 });
    expect(seen.map((event) => [event.sequence, (event as { message: string }).message])).toEqual([
      [0, "a"],
      [1, "b"],
    ]);
  });
});
