import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openClusterDirectory } from "./cluster_directory.ts";

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "convzoo-cluster-"));
});
afterAll(() => rm(root, { recursive: true, force: true }));

test("openClusterDirectory() says in one sentence why initdb gave up, and leaves nothing half-made", async () => {
  const initdb = join(root, "initdb");
  const words = [
    "2026-01-01 UTC [7] FATAL:  could not write to file: No space left on device",
    "child process exited with exit code 1",
    "initdb: removing data directory",
  ];
  await writeFile(initdb, `#!/bin/sh\n${words.map((line) => `echo '${line}' >&2`).join("\n")}\nexit 1\n`, {
    mode: 0o755,
  });
  const binaries = { initdb, postgres: initdb, major: "18" };
  const data = join(root, "data");
  await expect(openClusterDirectory(data, { binaries, user: undefined })).rejects.toThrow(
    /^Cannot make a Postgres cluster: could not write to file: No space left on device$/,
  );
  expect(await readdir(data)).toEqual(["postgres.password"]);
});
