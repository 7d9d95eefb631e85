import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { inTransaction } from "../postgres/database.ts";
import { insertBlob } from "../store/insert_blob.ts";
import { createTestDatabase, type TestDatabase } from "../testing/test_database.ts";
import { openBlobCache } from "./blob_cache.ts";

let database: TestDatabase;
let directory: string;
let blobs: string;
let digest: string;
const bytes = new TextEncoder().encode("some pixels");
const { signal } = new AbortController();

beforeAll(async () => {
  database = await createTestDatabase();
  digest = await inTransaction(database.pool, (client) =>
    insertBlob(client, { bytes, mediaType: "application/octet-stream" }),
  );
});
afterAll(() => database.drop());
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "convzoo-cache-"));
  blobs = join(directory, "cache", "blobs");
});
afterEach(() => rm(directory, { recursive: true, force: true }));

describe("openBlobCache()", () => {
  test("fetches a blob once", async () => {
    const cache = await openBlobCache(database, directory);
    const path = await cache.fetch(digest, signal);
    expect(new Uint8Array(await readFile(path))).toEqual(bytes);
    const query = vi.spyOn(database.pool, "query");
    const again = await openBlobCache(database, directory);
    expect(await again.fetch(digest, signal)).toBe(path);
    expect(query).not.toHaveBeenCalled();
    query.mockRestore();
    expect(await readdir(blobs)).toEqual([digest]);
  });

  test("serves any number of workers at once", async () => {
    const caches = await Promise.all([1, 2, 3].map(() => openBlobCache(database, directory)));
    const paths = await Promise.all(caches.map((cache) => cache.fetch(digest, signal)));
    expect(new Set(paths).size).toBe(1);
    expect(await readdir(blobs)).toEqual([digest]);
  });

  test("fetches a copy anew whose bytes are not the blob's", async () => {
    const cache = await openBlobCache(database, directory);
    const path = await cache.fetch(digest, signal);
    await writeFile(path, "other pixels");
    expect(new Uint8Array(await readFile(await cache.fetch(digest, signal)))).toEqual(bytes);
  });

  test("says that there is no such blob, and leaves no file", async () => {
    const cache = await openBlobCache(database, directory);
    await expect(cache.fetch("0".repeat(64), signal)).rejects.toThrow(/^Cannot read a blob as it must exist/);
    expect(await readdir(blobs)).toEqual([]);
  });

  test("makes room by removing what was used the longest time ago, and nothing that may be in use", async () => {
    const cache = await openBlobCache(database, directory, { bytes: bytes.length + 5 });
    const [oldest, old, young] = ["1", "2", "3"].map((name) => join(blobs, name.repeat(64)));
    for (const [path, age] of [
      [oldest!, 9000],
      [old!, 8000],
      [young!, 1],
    ] as const) {
      await writeFile(path, "12345");
      await utimes(path, Date.now() / 1000 - age, Date.now() / 1000 - age);
    }
    const copy = await cache.fetch(digest, signal);
    expect((await readdir(blobs)).map((name) => join(blobs, name)).sort()).toEqual([copy, young].sort());
    // A copy that is used again is young again.
    await utimes(copy, 0, 0);
    await cache.fetch(digest, signal);
    expect((await stat(copy)).mtimeMs).toBeGreaterThan(Date.now() - 60_000);
  });

  test("removes what a killed worker left, and not what another one writes now", async () => {
    await openBlobCache(database, directory);
    const [old, young] = [join(blobs, "a.1.new"), join(blobs, "b.2.new")];
    await writeFile(old, "half");
    await writeFile(young, "half");
    await utimes(old, 0, 0);
    await openBlobCache(database, directory);
    expect(await readdir(blobs)).toEqual(["b.2.new"]);
  });
});
