import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { checkDatabase } from "./database.ts";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "./embedded.ts";

let dataDirectory: string;
let started: EmbeddedPostgres[] = [];
beforeEach(async () => {
  dataDirectory = await mkdtemp(join(tmpdir(), "convzoo-embedded-"));
});
afterEach(async () => {
  await Promise.all(started.map((postgres) => postgres.stop()));
  started = [];
  await rm(dataDirectory, { recursive: true, force: true });
});

describe("startEmbeddedPostgres()", () => {
  test("is one Postgres with one owner, however many start it at once", async () => {
    started = await Promise.all(
      [1, 2, 3, 4].map(() => startEmbeddedPostgres({ dataDirectory, durable: false })),
    );
    expect(started.filter(({ owned }) => owned)).toHaveLength(1);
    expect(new Set(started.map(({ url }) => url)).size).toBe(1);
    await checkDatabase(started[0]!.url);
  });

  test("tells its owner when it dies", async () => {
    const postgres = await startEmbeddedPostgres({ dataDirectory, durable: false });
    started = [postgres];
    const [pid] = (await readFile(join(dataDirectory, "postgres", "postmaster.pid"), "utf8")).split("\n");
    process.kill(Number(pid), "SIGKILL");
    await expect(postgres.crashed).rejects.toThrow(
      `The database ended: its log is ${join(dataDirectory, "postgres.log")}`,
    );
  });
});
