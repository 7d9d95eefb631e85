import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { writeSubset } from "./make_subset.ts";
import { type RunningConvzoo, runConvzoo } from "./run_convzoo.ts";

const shell = promisify(execFile);
const directories: string[] = [];
let dataset: string;
let running: RunningConvzoo[] = [];

async function temporaryDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), "convzoo-start-"));
  directories.push(directory);
  return directory;
}

function start(...words: readonly string[]): RunningConvzoo {
  const convzoo = runConvzoo(["start", "--port", "0", "--dataset", dataset, ...words]);
  running.push(convzoo);
  return convzoo;
}

function parseLastLine(text: string): Record<string, unknown> {
  return JSON.parse(text.trimEnd().split("\n").at(-1) ?? "") as Record<string, unknown>;
}

beforeAll(async () => {
  dataset = join(await temporaryDirectory(), "small-fashion");
  await writeSubset(dataset, { train: 1500, test: 500 });
});

afterEach(async () => {
  for (const { child, ended, processes } of running) {
    child.kill("SIGTERM");
    await ended;
    expect(processes()).toEqual([]);
  }
  running = [];
});

afterAll(async () => {
  for (const directory of directories) {
    await rm(directory, { recursive: true, force: true });
  }
});

describe("convzoo start", () => {
  test("trains, predicts and ends; the second start uses what is there; its requests work", async () => {
    const dataDirectory = await temporaryDirectory();
    const first = start("--once", "--json", "--epochs", "3", "--data-dir", dataDirectory);
    expect(await first.ended, first.stderr()).toEqual({ code: 0, signal: null });
    expect(first.processes()).toEqual([]);
    const result = parseLastLine(first.stdout());
    expect(first.stdout().trim().split("\n")).toHaveLength(1);
    expect(result).toEqual({
      testAccuracy: expect.any(Number),
      imagesPerSecond: expect.any(Number),
      engine: expect.stringMatching(/^wasm/),
      runId: expect.any(String),
      versionId: expect.any(String),
      prediction: { label: "Ankle boot", scores: expect.any(Array) },
    });
    expect(result["testAccuracy"]).toBeGreaterThan(0.5);
    expect(result["testAccuracy"]).toBeLessThanOrEqual(1);
    expect(result["imagesPerSecond"]).toBeGreaterThan(0);
    const { scores } = result["prediction"] as { scores: { label: string; score: number }[] };
    expect(scores).toHaveLength(3);
    expect(scores[0]!.score).toBeGreaterThanOrEqual(scores[1]!.score);
    expect(["Ankle boot", "Sneaker", "Sandal"]).toContain(scores[0]!.label);
    expect(first.stderr()).toMatch(/Epoch 3\/3 {2}loss \d\.\d{3} {2}accuracy/);

    const began = Date.now();
    const second = start("--json", "--epochs", "3", "--data-dir", dataDirectory);
    await second.shows("Serving; press Ctrl-C to stop");
    expect(Date.now() - began).toBeLessThan(20_000);
    expect(parseLastLine(second.stdout())).toEqual(result);
    expect(second.stderr()).not.toMatch(/Epoch \d/);

    const commands = second.stderr().match(/^curl .*$/gm) ?? [];
    expect(commands).toHaveLength(3);
    const [query, upload, subscription] = await Promise.all(
      commands.map(async (command) => (await shell("sh", ["-c", command])).stdout),
    );
    expect(JSON.parse(query!)).toMatchObject({
      data: { versions: { edges: [{ node: { id: result["versionId"], model: { name: "fashion" } } }] } },
    });
    const answer = JSON.parse(upload!).data.predict;
    expect(answer.__typename).toBe("MutationPredictSuccess");
    expect(answer.data[0].scores[0].label).toBe(scores[0]!.label);
    expect(answer.data[0].scores[0].score).toBeCloseTo(scores[0]!.score, 6);
    expect(subscription).toMatch(/"__typename":"RunEpoch"/);
    expect(subscription).toMatch(/"state":"SUCCEEDED"/);
    expect(subscription).toMatch(/event: complete/);

    second.child.kill("SIGINT");
    expect(await second.ended).toEqual({ code: 0, signal: null });
    expect(second.processes()).toEqual([]);
  });

  test("stops everything in the middle of a training, and goes on with it later", async () => {
    const dataDirectory = await temporaryDirectory();
    const words = ["--once", "--json", "--epochs", "4", "--data-dir", dataDirectory];
    const first = start(...words);
    await first.shows("Epoch 1/4");
    const names = first.processes().map(({ command }) => command);
    expect(names.filter((name) => / server/.test(name))).toHaveLength(1);
    expect(names.filter((name) => / worker/.test(name))).toHaveLength(1);
    expect(names.filter((name) => /train_child/.test(name))).toHaveLength(1);
    expect(names.filter((name) => /postgres/.test(name)).length).toBeGreaterThan(0);
    first.child.kill("SIGINT");
    expect(await first.ended, first.stderr()).toEqual({ code: 130, signal: null });
    expect(first.processes()).toEqual([]);

    const second = start(...words);
    expect(await second.ended, second.stderr()).toEqual({ code: 0, signal: null });
    expect(second.stderr()).toContain("going on with the run that was interrupted");
    expect(parseLastLine(second.stdout())["testAccuracy"]).toBeGreaterThan(0.5);
  });

  test("answers the terminal's Ctrl-C with its exit code, also while the database is made", async () => {
    const dataDirectory = await temporaryDirectory();
    const convzoo = start("--once", "--epochs", "1", "--data-dir", dataDirectory);
    await expect
      .poll(() => convzoo.processes().map(({ command }) => command), { timeout: 20_000, interval: 10 })
      .toContainEqual(expect.stringContaining("bin/initdb"));
    // A terminal tells everything in its foreground at once.
    for (const { pid, command } of convzoo.processes()) {
      if (/main\.ts|bin\/initdb/.test(command)) {
        process.kill(pid, "SIGINT");
      }
    }
    expect(await convzoo.ended, convzoo.stderr()).toEqual({ code: 130, signal: null });
    expect(convzoo.stdout() + convzoo.stderr()).toMatch(/^Starting Postgres\nStopping\n$/);
    const next = start("--once", "--epochs", "1", "--data-dir", dataDirectory);
    expect(await next.ended, next.stderr()).toEqual({ code: 0, signal: null });
  });

  test("leaves no initdb and no Postgres to people in a hurry", async () => {
    const convzoo = start("--once", "--epochs", "1", "--data-dir", await temporaryDirectory());
    await expect
      .poll(() => convzoo.processes().map(({ command }) => command), { timeout: 20_000, interval: 10 })
      .toContainEqual(expect.stringContaining("bin/initdb"));
    convzoo.child.kill("SIGINT");
    convzoo.child.kill("SIGTERM");
    // Which of two signals that wait together is told first is up to the kernel; the code is that of the second.
    expect([130, 143]).toContain((await convzoo.ended).code);
    await expect.poll(() => convzoo.processes(), { timeout: 5000 }).toEqual([]);
  });

  test.each([" server", " worker"])("ends with a sentence when its%s dies", async (name) => {
    const convzoo = start("--epochs", "1", "--data-dir", await temporaryDirectory());
    await convzoo.shows("Serving; press Ctrl-C to stop");
    const victim = convzoo.processes().find(({ command }) => new RegExp(`main\\.ts${name}\\b`).test(command));
    process.kill(victim!.pid, "SIGKILL");
    expect(await convzoo.ended).toEqual({ code: 1, signal: null });
    expect(convzoo.stderr()).toMatch(new RegExp(`^The${name} ended with signal SIGKILL`, "m"));
    expect(convzoo.processes()).toEqual([]);
  });

  test("ends with a sentence when its database dies", async () => {
    const dataDirectory = await temporaryDirectory();
    const convzoo = start("--epochs", "1", "--data-dir", dataDirectory);
    await convzoo.shows("Serving; press Ctrl-C to stop");
    const [pid] = (await readFile(join(dataDirectory, "postgres", "postmaster.pid"), "utf8")).split("\n");
    process.kill(Number(pid), "SIGKILL");
    expect(await convzoo.ended).toEqual({ code: 1, signal: null });
    expect(convzoo.stderr()).toMatch(/^The database ended: its log is .*postgres\.log$/m);
    await expect.poll(() => convzoo.processes(), { timeout: 5000 }).toEqual([]);
    const next = start("--once", "--epochs", "1", "--data-dir", dataDirectory);
    expect(await next.ended, next.stderr()).toEqual({ code: 0, signal: null });
  });

  test("leaves no server and no worker when it is killed itself", async () => {
    const dataDirectory = await temporaryDirectory();
    const first = start("--epochs", "12", "--data-dir", dataDirectory);
    await first.shows("Epoch 1/12");
    first.child.kill("SIGKILL");
    await first.ended;
    // Postgres stays, since nobody is left to stop it: the next start takes it over.
    await expect
      .poll(() => first.processes().filter(({ command }) => !/postgres/.test(command)), { timeout: 20_000 })
      .toEqual([]);
    const second = start("--once", "--epochs", "1", "--data-dir", dataDirectory);
    expect(await second.ended, second.stderr()).toEqual({ code: 0, signal: null });
    expect(first.processes()).toEqual([]);
  });

  test("refuses to share a data directory", async () => {
    const dataDirectory = await temporaryDirectory();
    const first = start("--epochs", "1", "--data-dir", dataDirectory);
    await first.shows("Dataset");
    const second = start("--data-dir", dataDirectory);
    expect((await second.ended).code).toBe(1);
    expect(second.stderr()).toMatch(/^Cannot start as another convzoo uses .*--data-dir$/m);
  });

  test("says in one sentence what is wrong, before it starts anything", async () => {
    const dataDirectory = await temporaryDirectory();
    const busy = createServer();
    await new Promise<void>((resolve) => busy.listen(0, "127.0.0.1", resolve));
    const { port } = busy.address() as AddressInfo;
    const cases = [
      {
        words: ["--port", String(port)],
        sentence: `Cannot listen on port ${port} of 127.0.0.1: it is in use`,
      },
      { words: ["--dataset", "/nowhere"], sentence: "Cannot read the dataset as /nowhere must hold" },
      {
        words: ["--database-url", "postgres://u:secret@127.0.0.1:1/zoo"],
        sentence: "Cannot use the database at 127.0.0.1:1/zoo as it must answer",
      },
      { words: ["--database-url", "mysql://u:secret@h/zoo"], sentence: "Cannot use CONVZOO_DATABASE_URL" },
    ];
    for (const { words, sentence } of cases) {
      const convzoo = start("--data-dir", dataDirectory, ...words);
      expect(await convzoo.ended).toEqual({ code: 1, signal: null });
      expect(convzoo.stderr()).toContain(sentence);
      expect(convzoo.stderr().trim().split("\n")).toHaveLength(1);
      expect(convzoo.stderr() + convzoo.stdout()).not.toContain("secret");
    }
    busy.close();
  });
});
