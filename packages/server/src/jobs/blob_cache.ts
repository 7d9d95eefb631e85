import { createHash, randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, readdir, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import type { Database } from "../postgres/database.ts";
import { untilAnswered } from "../postgres/until_answered.ts";
import { readBlob } from "../store/read_blob.ts";

/** Copies of blobs as files. */
export interface BlobCache {
  /**
   * Makes sure that a file has the bytes of a blob, fetching them if need be.
   *
   * @returns Its path.
   * @throws {Error} If there is no such blob, or its bytes are not what they were.
   */
  fetch(digest: string, signal: AbortSignal): Promise<string>;
}

/** Age in milliseconds after which a file that is not whole belongs to a process that was killed. */
const staleAge = 3_600_000;

/** Age in milliseconds after its last use from which a copy may be removed: a run reads its files at its very beginning. */
const keptAge = 600_000;

/** Options of {@linkcode openBlobCache}. */
export interface BlobCacheOptions {
  /** The most bytes that copies take, those in use aside; the least recently used ones go first. @default {2 GiB} */
  readonly bytes?: number | undefined;
}

/** Opens the cache below a directory; any number of workers may share it. */
export async function openBlobCache(
  database: Database,
  dataDirectory: string,
  { bytes: most = 2 ** 31 }: BlobCacheOptions = {},
): Promise<BlobCache> {
  const directory = join(dataDirectory, "cache", "blobs");
  await mkdir(directory, { recursive: true });
  await removeLeftovers(directory);
  return {
    async fetch(digest, signal) {
      const path = join(directory, digest);
      if ((await fileDigest(path)) === digest) {
        const now = new Date();
        await utimes(path, now, now);
        return path;
      }
      const bytes = await untilAnswered(() => readBlob(database.pool, digest), { signal });
      signal.throwIfAborted();
      // Written beside its place and renamed: whoever finds the file finds it whole.
      const temporary = join(directory, `${digest}.${randomUUID()}.new`);
      try {
        await writeFile(temporary, bytes);
        await rename(temporary, path);
      } catch (error) {
        await rm(temporary, { force: true });
        throw error;
      }
      await shrink(directory, most);
      return path;
    },
  };
}

/** @returns Undefined if there is no such file. */
async function fileDigest(path: string): Promise<string | undefined> {
  const hash = createHash("sha256");
  try {
    await pipeline(createReadStream(path), hash);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") {
      return undefined;
    }
    throw error;
  }
  return hash.digest("hex");
}

async function removeLeftovers(directory: string): Promise<void> {
  for (const name of await readdir(directory)) {
    const path = join(directory, name);
    if (name.endsWith(".new") && (await modifiedAt(path)) < Date.now() - staleAge) {
      await rm(path, { force: true });
    }
  }
}

/** Removes the copies that nobody has used for the longest time, until the others have room. */
async function shrink(directory: string, most: number): Promise<void> {
  const names = (await readdir(directory)).filter((name) => !name.endsWith(".new"));
  const found = await Promise.all(
    names.map(async (name) => {
      const path = join(directory, name);
      // Another worker may be quicker to remove it.
      const { size, mtimeMs } = await stat(path).catch(() => ({
        size: 0,
        mtimeMs: Number.POSITIVE_INFINITY,
      }));
      return { path, size, mtimeMs };
    }),
  );
  let total = found.reduce((sum, { size }) => sum + size, 0);
  for (const { path, size, mtimeMs } of found.toSorted((a, b) => a.mtimeMs - b.mtimeMs)) {
    if (total <= most || mtimeMs > Date.now() - keptAge) {
      return;
    }
    await rm(path, { force: true });
    total -= size;
  }
}

/** Another worker may be quicker to remove it. */
async function modifiedAt(path: string): Promise<number> {
  return await stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => Number.POSITIVE_INFINITY,
  );
}
