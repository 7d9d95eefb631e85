import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../..", import.meta.url));
const script = join(root, "test/runtimes/train_digest.mjs");
const sample = join(root, "data/fashion-mnist-sample");
const source = pathToFileURL(join(root, "packages/core/src/mod.ts")).href;
const bin = (folder: string, name: string): string => join(root, folder, "node_modules/.bin", name);

interface Digest {
  readonly runtime: string;
  readonly steps: number;
  readonly testLoss: number;
  readonly sha256: string;
}

async function digestOf(command: string, args: readonly string[], core: string): Promise<Digest> {
  const { stdout } = await run(command, [...args, script, core, sample], { cwd: root, timeout: 120_000 });
  return JSON.parse(stdout.trim().split("\n").at(-1)!) as Digest;
}

describe("portable mode", () => {
  let folder: string;
  let built: string;
  let expected: Digest;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "convzoo-core-"));
    // Node 20 does not strip types, so it gets the same source as JavaScript
    await writeFile(join(folder, "package.json"), '{"type":"module"}');
    await run(bin(".", "tsc"), ["-p", "packages/core/tsconfig.build.json", "--outDir", folder], {
      cwd: root,
    });
    built = pathToFileURL(join(folder, "mod.js")).href;
    expected = await digestOf(process.execPath, [], source);
  }, 180_000);

  afterAll(() => rm(folder, { recursive: true, force: true }));

  it("trains 50 steps in Node 24 to weights that classify better than chance", () => {
    expect(expected.runtime).toMatch(/^node 24\./);
    expect(expected.steps).toBe(50);
    expect(expected.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(expected.testLoss).toBeLessThan(1.6);
  });

  it("gives the same weights, bit for bit, in a second run", async () => {
    expect((await digestOf(process.execPath, [], source)).sha256).toBe(expected.sha256);
  }, 120_000);

  it("gives the same weights, bit for bit, in Node 20", async () => {
    const digest = await digestOf(bin("test/node20", "node"), [], built);
    expect(digest.runtime).toMatch(/^node 20\./);
    expect(digest.sha256).toBe(expected.sha256);
  }, 120_000);

  it("gives the same weights, bit for bit, in Deno", async () => {
    const digest = await digestOf(
      bin(".", "deno"),
      ["run", "--no-lock", "--node-modules-dir=manual", "--allow-read"],
      source,
    );
    expect(digest.runtime).toMatch(/^deno /);
    expect(digest.sha256).toBe(expected.sha256);
  }, 120_000);
});
