import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { inTransaction } from "../postgres/database.ts";
import { damageBlobs } from "../testing/damage_blobs.ts";
import { createTestDatabase, type TestDatabase } from "../testing/test_database.ts";
import { insertBlob } from "./insert_blob.ts";
import { readBlob } from "./read_blob.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

function store(bytes: Uint8Array): Promise<string> {
  return inTransaction(database.pool, (client) => insertBlob(client, { bytes, mediaType: "text/plain" }));
}

function numbers(length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, index) => (index * 31 + (index >> 8)) & 255);
}

describe("insertBlob() and readBlob()", () => {
  test.each([0, 1, 1024 * 1024, 2 * 1024 * 1024 + 17])("keep %i bytes", async (length) => {
    const bytes = numbers(length);
    expect(await readBlob(database.pool, await store(bytes))).toEqual(bytes);
  });

  test("name bytes by their SHA-256, also those of a view", async () => {
    const view = new Uint8Array([9, 97, 98, 99, 9]).subarray(1, 4);
    const digest = await store(view);
    expect(digest).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    expect(Buffer.from(await readBlob(database.pool, digest)).toString()).toBe("abc");
  });

  test("store equal bytes once, also when two do it at the same time", async () => {
    const bytes = numbers(1024 * 1024 + 5);
    const digests = await Promise.all([store(bytes), store(bytes), store(bytes)]);
    expect(new Set(digests).size).toBe(1);
    const { rows } = await database.pool.query("select index from blob_chunks where digest = $1", [
      digests[0],
    ]);
    expect(rows).toHaveLength(2);
  });

  test("leave nothing of a transaction that fails", async () => {
    const bytes = new TextEncoder().encode("never seen");
    let digest = "";
    const failing = inTransaction(database.pool, async (client) => {
      digest = await insertBlob(client, { bytes, mediaType: "text/plain" });
      throw new Error("no");
    });
    await expect(failing).rejects.toThrow("no");
    await expect(readBlob(database.pool, digest)).rejects.toThrow(
      `Cannot read a blob as it must exist: current value is ${digest}`,
    );
  });

  test("refuse bytes that have changed, and those that are not all there", async () => {
    const digest = await store(numbers(100));
    await damageBlobs(database, "update blob_chunks set bytes = set_byte(bytes, 3, 0) where digest = $1", [
      digest,
    ]);
    await expect(readBlob(database.pool, digest)).rejects.toThrow(/its bytes must have its digest/);
    await damageBlobs(database, "delete from blob_chunks where digest = $1", [digest]);
    await expect(readBlob(database.pool, digest)).rejects.toThrow(/its 100 bytes must all be there/);
  });
});
