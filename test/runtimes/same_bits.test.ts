import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bundle } from "./bundle.ts";
import type { SameBits } from "./same_bits_training.ts";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../..", import.meta.url));
const script = join(root, "test/runtimes/print_digest.ts");
const deno = ["run", "--no-lock", "--node-modules-dir=manual", "--allow-read"];

/** A runtime and how many threads the engine has there. test/browser has the rows of Chromium. */
interface Row {
  readonly name: string;
  /** What the runtime says that it is. */
  readonly is: RegExp;
  readonly command: readonly string[];
  /** Whether it gets one module of JavaScript in place of the source. */
  readonly bundled: boolean;
  readonly threads: number;
}

const rows: readonly Row[] = [
  { name: "Node 24", is: /^node 24\./, command: [process.execPath], bundled: false },
  {
    name: "Node 20",
    is: /^node 20\./,
    command: [join(root, "test/node20/node_modules/.bin/node")],
    bundled: true,
  },
  {
    name: "Deno",
    is: /^deno$/,
    command: [join(root, "node_modules/.bin/deno"), ...deno],
    bundled: false,
  },
].flatMap((row) => [1, 2, 4].map((threads) => ({ ...row, threads })));

describe("trainSameBits()", () => {
  let folder: string;
  let expected: SameBits;

  beforeAll(async () => {
    expected = JSON.parse(await readFile(new URL("same_bits.json", import.meta.url), "utf8")) as SameBits;
    folder = await mkdtemp(join(tmpdir(), "convzoo-same-bits-"));
    await writeFile(join(folder, "bundled.mjs"), await bundle(script));
  });

  afterAll(() => rm(folder, { recursive: true, force: true }));

  test("trainSameBits() has 200 steps and learns: the digest is of weights that mean something", () => {
    expect(expected.steps).toBe(200);
    expect(expected.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(expected.testLoss).toBeLessThan(0.1);
  });

  test.each(rows)(
    "trainSameBits() gives the committed weights, bit for bit, in $name with threads: $threads",
    async ({ is, command, bundled, threads }) => {
      const [program, ...args] = command;
      const module = bundled ? join(folder, "bundled.mjs") : script;
      const { stdout } = await run(program!, [...args, module, "--threads", `${threads}`], {
        cwd: root,
        timeout: 120_000,
      });
      const { runtime, digest } = JSON.parse(stdout) as { runtime: string; digest: SameBits };
      expect(runtime).toMatch(is);
      expect(digest).toEqual(expected);
    },
  );
});
