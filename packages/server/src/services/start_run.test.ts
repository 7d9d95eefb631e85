import type { TrainSpecInput } from "@convzoo/core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { InvalidInputError } from "../errors/invalid_input_error.ts";
import { NotFoundError } from "../errors/not_found_error.ts";
import { openRunQueue, type RunQueue } from "../jobs/run_queue.ts";
import { listRunEvents } from "../store/list_run_events.ts";
import { createRunFixture, type RunFixture } from "../testing/run_fixture.ts";
import { createTestDatabase, type TestDatabase } from "../testing/test_database.ts";
import { createModel } from "./create_model.ts";
import { createVariant } from "./create_variant.ts";
import { startRun } from "./start_run.ts";

let database: TestDatabase;
let queue: RunQueue;
let fixture: RunFixture;
let variantId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  queue = await openRunQueue(database);
  fixture = await createRunFixture(database);
  variantId = await fixture.variant({ epochs: 7 });
});
afterAll(async () => {
  await queue.close();
  await database.drop();
});

async function count(table: string): Promise<number> {
  const { rows } = await database.pool.query<{ count: number }>(`select count(*)::int from ${table}`);
  return rows[0]!.count;
}

describe("startRun()", () => {
  test("makes the run, its first event and its job together", async () => {
    const { datasetId } = fixture;
    const input = { variantId, datasetId, seed: -3, mode: "FAST" } as const;
    const run = await startRun({ database, queue }, input);
    expect(run).toMatchObject({ ...input, state: "QUEUED", attempt: 0, epochs: 7, eventCount: 1 });
    expect(await database.prisma.run.findUniqueOrThrow({ where: { id: run.id } })).toEqual(run);
    expect(await listRunEvents(database.pool, run.id, { after: -1, limit: 10 })).toMatchObject([
      { type: "RunStateChanged", state: "QUEUED", attempt: 0, sequence: 0 },
    ]);
    const { rows } = await database.pool.query("select state, data from pgboss.job where id = $1", [
      run.jobId,
    ]);
    expect(rows).toEqual([{ state: "created", data: { runId: run.id, failures: 0 } }]);
  });

  test("leaves nothing behind if the job cannot be queued", async () => {
    const before = [await count("runs"), await count("run_events"), await count("pgboss.job")];
    const broken: RunQueue = {
      ...queue,
      async send(...job) {
        await queue.send(...job);
        throw new Error("no");
      },
    };
    const input = { variantId, datasetId: fixture.datasetId, seed: 0, mode: "PORTABLE" } as const;
    await expect(startRun({ database, queue: broken }, input)).rejects.toThrow("no");
    expect([await count("runs"), await count("run_events"), await count("pgboss.job")]).toEqual(before);
  });

  test.each<[string, TrainSpecInput, Partial<InvalidInputError>]>([
    [
      "a validation set that datasets do not have",
      { validation: { given: {} } },
      { path: "input.datasetId", message: expect.stringMatching(/it must have validation images/) },
    ],
    [
      "a start from a version that is not there",
      { start: { version: { digest: "0".repeat(64) } } },
      { path: "input.variantId", received: "0".repeat(64), message: expect.stringMatching(/must exist/) },
    ],
  ])("refuses %s", async (_what, train, expected) => {
    const before = await count("runs");
    const call = startRun(
      { database, queue },
      {
        variantId: await fixture.variant(train),
        datasetId: fixture.datasetId,
        seed: 0,
        mode: "PORTABLE",
      },
    );
    const error = await call.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error).toMatchObject(expected);
    expect(await count("runs")).toBe(before);
  });

  test.each(["variant", "dataset"])("says that there is no such %s", async (noun) => {
    const ids = { variantId, datasetId: fixture.datasetId, [`${noun}Id`]: "nothing" };
    const call = startRun({ database, queue }, { ...ids, seed: 0, mode: "PORTABLE" });
    await expect(call).rejects.toThrow(new NotFoundError(noun, "nothing"));
  });

  test.each([
    [{ height: 9, width: 8, channels: 1 }, 4, "9"],
    [{ height: 8, width: 8, channels: 1 }, 5, "5"],
  ])("refuses a model of %j and %d classes for other images", async (input, classes, received) => {
    const model = await createModel({ database }, { name: `other ${received}`, description: "" });
    const spec = {
      input,
      layers: [{ flatten: {} }, { dense: { units: classes, activation: "softmax" } }],
      classes,
    };
    const other = await createVariant({ database }, { modelId: model.id, name: "other", spec, train: {} });
    const call = startRun(
      { database, queue },
      { variantId: other.id, datasetId: fixture.datasetId, seed: 0, mode: "PORTABLE" },
    );
    const error = await call.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error).toMatchObject({ path: "input.datasetId", received });
    expect((error as Error).message).toMatch(/^Cannot train on dataset "synthetic" as /);
  });
});
