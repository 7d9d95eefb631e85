import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { inTransaction } from "../postgres/database.ts";
import { createRunFixture, type RunFixture } from "../testing/run_fixture.ts";
import { createTestDatabase, type TestDatabase } from "../testing/test_database.ts";
import { deleteCheckpoint } from "./delete_checkpoint.ts";
import { deleteUnusedBlob } from "./delete_unused_blob.ts";
import { findCheckpoint } from "./find_checkpoint.ts";
import { blobDigest, insertBlob } from "./insert_blob.ts";
import { insertRun } from "./insert_run.ts";
import { readBlob } from "./read_blob.ts";
import { replaceCheckpoint } from "./replace_checkpoint.ts";

let database: TestDatabase;
let fixture: RunFixture;
let runId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  fixture = await createRunFixture(database);
});
beforeEach(async () => {
  runId = await newRun();
});
afterAll(() => database.drop());

async function newRun(): Promise<string> {
  const { id } = await insertRun(database.pool, {
    variantId: await fixture.variant(),
    datasetId: fixture.datasetId,
    seed: 0,
    mode: "PORTABLE",
    epochs: 9,
    jobId: crypto.randomUUID(),
  });
  return id;
}

async function store(text: string, epoch: number, run: string = runId): Promise<string> {
  const bytes = new TextEncoder().encode(text);
  return await inTransaction(database.pool, async (client) => {
    const digest = await insertBlob(client, { bytes, mediaType: "text/plain" });
    const step = epoch * 4;
    await replaceCheckpoint(client, {
      runId: run,
      attempt: 1,
      engineVersion: "1.2.3",
      epoch,
      step,
      bestEpoch: null,
      blobDigest: digest,
    });
    return digest;
  });
}

async function exists(digest: string): Promise<boolean> {
  return (await database.prisma.blob.count({ where: { digest } })) > 0;
}

describe("replaceCheckpoint()", () => {
  test("keeps the newest checkpoint of a run, and no bytes of those before", async () => {
    const first = await store("first", 1);
    const second = await store("second", 2);
    expect(await findCheckpoint(database.pool, runId)).toEqual({
      runId,
      attempt: 1,
      engineVersion: "1.2.3",
      epoch: 2,
      step: 8,
      bestEpoch: null,
      blobDigest: second,
      createdAt: expect.any(Date),
    });
    expect(await exists(first)).toBe(false);
    expect(await database.prisma.blobChunk.count({ where: { digest: first } })).toBe(0);
    expect(Buffer.from(await readBlob(database.pool, second)).toString()).toBe("second");
  });

  test("leaves bytes that are the same again, or that another run has too", async () => {
    const other = await newRun();
    const shared = await store("shared", 1, other);
    expect(await store("shared", 1)).toBe(shared);
    expect(await store("shared", 2)).toBe(shared);
    await store("else", 3);
    expect(await exists(shared)).toBe(true);
    await inTransaction(database.pool, (client) => deleteCheckpoint(client, other));
    expect(await exists(shared)).toBe(false);
  });
});

describe("deleteCheckpoint()", () => {
  test("deletes the bytes too, and does nothing where there is none", async () => {
    const digest = await store("gone", 1);
    for (let time = 0; time < 2; time += 1) {
      await inTransaction(database.pool, (client) => deleteCheckpoint(client, runId));
      expect(await findCheckpoint(database.pool, runId)).toBeUndefined();
      expect(await exists(digest)).toBe(false);
    }
  });
});

describe("deleteUnusedBlob()", () => {
  test("knows every table that refers to blobs", async () => {
    const { rows } = await database.pool.query<{ column: string }>(
      `select format('%s.%s', conrelid::regclass, attname) as column
       from pg_constraint join pg_attribute on attrelid = conrelid and attnum = any (conkey)
       where contype = 'f' and confrelid = 'blobs'::regclass and confdeltype <> 'c' order by 1`,
    );
    expect(rows.map(({ column }) => column)).toEqual([
      "checkpoints.blob_digest",
      "datasets.test_images",
      "datasets.test_labels",
      "datasets.train_images",
      "datasets.train_labels",
      "datasets.validation_images",
      "datasets.validation_labels",
      "fork_points.blob_digest",
      "kept_checkpoints.blob_digest",
      "versions.artifact_digest",
    ]);
    const { trainImages } = await database.prisma.dataset.findUniqueOrThrow({
      where: { id: fixture.datasetId },
    });
    await inTransaction(database.pool, (client) => deleteUnusedBlob(client, trainImages));
    expect(await exists(trainImages)).toBe(true);
  });

  test("waits for whoever is about to refer to the bytes, and leaves them", async () => {
    const digest = await store("wanted", 1);
    const other = await newRun();
    const deleting = Promise.withResolvers<unknown>();
    await inTransaction(database.pool, async (client) => {
      const bytes = new TextEncoder().encode("wanted");
      await insertBlob(client, { bytes, mediaType: "text/plain" });
      inTransaction(database.pool, (second) => deleteCheckpoint(second, runId)).then(
        deleting.resolve,
        deleting.reject,
      );
      await sleep(100);
      const checkpoint = { runId: other, attempt: 1, engineVersion: "", epoch: 1, step: 4, bestEpoch: null };
      await replaceCheckpoint(client, { ...checkpoint, blobDigest: digest });
    });
    await deleting.promise;
    expect(await findCheckpoint(database.pool, runId)).toBeUndefined();
    expect(Buffer.from(await readBlob(database.pool, digest)).toString()).toBe("wanted");
  });

  test("is followed by new bytes where somebody stores them at the same time", async () => {
    const digest = await store("again", 1);
    const other = await newRun();
    let storing: Promise<string> | undefined;
    await inTransaction(database.pool, async (client) => {
      await deleteCheckpoint(client, runId);
      storing = store("again", 1, other);
      await sleep(100);
    });
    expect(await storing).toBe(digest);
    expect(await blobDigest(await readBlob(database.pool, digest))).toBe(digest);
  });
});
