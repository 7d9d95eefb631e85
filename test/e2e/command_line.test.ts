import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { syntheticDataset, writeIdx } from "@convzoo/core";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunWorker, runWorker } from "../../packages/server/src/jobs/run_worker.ts";
import { type ArchiveFile, writeZip } from "../../packages/server/src/testing/archives.ts";
import { tinyModel } from "../../packages/server/src/testing/models.ts";
import { startTestServer, type TestServer } from "../../packages/server/src/testing/test_server.ts";

let directory: string;
let server: TestServer;
let worker: RunWorker;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "convzoo-words-"));
  server = await startTestServer();
  worker = await runWorker({ databaseUrl: server.database.url, dataDirectory: directory });
});
afterAll(async () => {
  await worker?.close();
  await server?.close();
  await rm(directory, { recursive: true, force: true });
});

/** Pictures of two classes, in one folder each. */
async function pictureFiles(): Promise<ArchiveFile[]> {
  const data = syntheticDataset({ height: 8, width: 8, classes: 2, train: 40, test: 1 });
  return await Promise.all(
    Array.from({ length: 40 }, async (_, index) => {
      const pixels = data.train.images.subarray(index * 64, (index + 1) * 64);
      const png = sharp(pixels, { raw: { width: 8, height: 8, channels: 1 } }).png();
      const name = data.classes[data.train.labels[index]!]!;
      return { path: `${name}/${index}.png`, bytes: await png.toBuffer() };
    }),
  );
}

const main = fileURLToPath(new URL("../../packages/cli/src/main.ts", import.meta.url));

/** Runs `convzoo`. */
function convzoo(...words: readonly string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const env = { ...process.env, CONVZOO_URL: server.url };
  return new Promise((resolve) => {
    execFile(process.execPath, [main, ...words], { env }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
    });
  });
}

/** What `convzoo --json` prints, once it has succeeded. */
// biome-ignore lint/suspicious/noExplicitAny: Tests look into answers as they come.
async function json(...words: readonly string[]): Promise<any> {
  const { code, stdout, stderr } = await convzoo(...words, "--json");
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  return JSON.parse(stdout);
}

describe("convzoo", () => {
  let datasetId: string;
  let variantId: string;
  let runId: string;

  test("registers IDX files and imports files of CIFAR, each with images to validate with", async () => {
    const { train, classes } = syntheticDataset({ height: 8, width: 8, classes: 2, train: 20, test: 1 });
    const path = (name: string): string => join(directory, name);
    const part = async (name: string, from: number, to: number): Promise<void> => {
      const set = { images: train.images.subarray(from * 64, to * 64), labels: train.labels.slice(from, to) };
      const files = writeIdx({ ...set, count: to - from }, { height: 8, width: 8, channels: 1 });
      await writeFile(path(`${name}-images`), files.images);
      await writeFile(path(`${name}-labels`), files.labels);
    };
    await Promise.all([part("train", 0, 12), part("test", 12, 16), part("validation", 16, 20)]);
    const options = (...names: readonly string[]): string[] =>
      names.flatMap((name) => [`--${name}`, path(name)]);
    const files = options("train-images", "train-labels", "test-images", "test-labels");
    const words = ["datasets", "register", "idx", ...files, "--classes", classes.join(",")];
    expect(await convzoo(...words, ...options("validation-images"))).toMatchObject({
      code: 1,
      stderr: "Cannot go on as --validation-labels must be given\n",
    });
    expect(await json(...words, ...options("validation-images", "validation-labels"))).toMatchObject({
      ...{ name: "idx", trainCount: 12, testCount: 4, validationCount: 4 },
    });
    const cifar = async (name: string, ...labels: readonly number[]): Promise<string> => {
      const images = labels.map((label, index) => [label, ...new Uint8Array(3072).fill(40 * index + label)]);
      await writeFile(path(name), Uint8Array.from(images.flat()));
      return path(name);
    };
    const [first, second] = [await cifar("1.bin", 0, 1), await cifar("2.bin", 1, 0)];
    const test = ["--cifar-test", await cifar("test.bin", 1)];
    const validation = ["--cifar-validation", await cifar("validation.bin", 0, 1, 1)];
    const import_ = ["datasets", "import", "cifar", "--classes", "a,b"];
    expect(await json(...import_, "--cifar", `${first},${second}`, ...test, ...validation)).toMatchObject({
      ...{ trainCount: 4, testCount: 1, validationCount: 3, channels: 3 },
    });
    expect(await convzoo(...import_, "--npz", first, ...validation)).toMatchObject({
      code: 1,
      stderr:
        "Cannot import the dataset as --cifar-validation must be given with --cifar: current value is --npz\n",
    });
  });

  test("imports a dataset, and lists it", async () => {
    const archive = join(directory, "pictures.zip");
    await writeFile(archive, writeZip(await pictureFiles()));
    const dataset = await json("datasets", "import", "pictures", "--archive", archive, "--size", "8x8x1");
    expect(dataset).toMatchObject({ name: "pictures", height: 8, channels: 1 });
    datasetId = dataset.id;
    const { stdout } = await convzoo("datasets", "list");
    expect(stdout).toMatch(/^ID +NAME +CLASSES/);
    expect(stdout).toContain(`${datasetId}  pictures #1`);
    expect((await convzoo("datasets", "show", "pictures")).stdout).toContain("leak");
    expect(await convzoo("datasets", "import", "x", "--csv", "a", "--npz", "b")).toMatchObject({
      code: 1,
      stderr: expect.stringContaining(
        "exactly one of --archive, --directory, --cifar, --npz, --csv must be given",
      ),
    });
  });

  test("makes a model and a variant", async () => {
    const { classes } = (await json("datasets", "show", "pictures")) as { classes: string[] };
    await json("models", "create", "tiny");
    const layers = [{ flatten: {} }, { dense: { units: classes.length, activation: "softmax" } }];
    const spec = { ...tinyModel, classes: classes.length, layers };
    const file = join(directory, "variant.json");
    await writeFile(file, JSON.stringify({ spec, train: { epochs: 3, batchSize: 16 } }));
    variantId = (await json("variants", "create", "tiny", "flat", `@${file}`)).id;
    expect((await convzoo("variants", "list", "--model", "tiny")).stdout).toContain("flat");
    expect(await convzoo("variants", "list", "--model", "none")).toMatchObject({
      code: 1,
      stderr: "Cannot find the model as there must be one of the name: current value is none\n",
    });
  });

  test("starts a run, follows its log to its end, and lists it", async () => {
    const start = ["runs", "start", "--variant", variantId, "--dataset", datasetId, "--seed", "3"];
    const run = await json(...start, "--tag", "first", "--keep-checkpoints", "3");
    expect(run).toMatchObject({ seed: 3, tags: ["first"], keepCheckpoints: 3 });
    runId = run.id;
    const { stdout, code } = await convzoo("runs", "logs", runId, "-f");
    expect(code).toBe(0);
    const lines = stdout.trimEnd().split("\n");
    expect(lines[0]).toContain("The run waits for a worker");
    expect(lines.filter((line) => line.includes("Epoch "))).toHaveLength(3);
    expect(lines.at(-1)).toContain("The run has succeeded");
    expect(await json("runs", "wait", runId)).toMatchObject({ state: "SUCCEEDED" });
    expect((await convzoo("runs", "logs", runId, "--tail", "1")).stdout.trimEnd()).toBe(lines.at(-1));

    const listed = await json(
      "runs",
      "list",
      "--state",
      "succeeded",
      "--tag",
      "first",
      "--sort",
      "testAccuracy",
    );
    expect(listed.map(({ id }: { id: string }) => id)).toEqual([runId]);
    expect(await json("runs", "count", "--filter", '{"not":{"tags":["first"]}}')).toBe(0);
    expect((await convzoo("runs", "show", runId)).stdout).toMatch(/^state +SUCCEEDED$/m);
    expect((await convzoo("runs", "groups", "testAccuracy")).stdout).toMatch(/flat +pictures +1 /);
  });

  test("forks it with more epochs, and says what cannot change", async () => {
    const fork = await json("runs", "fork", runId, "--epoch", "2", "--train", '{"epochs":4}');
    expect(fork).toMatchObject({ origin: { id: runId }, forkPoint: { epoch: 2 }, epochs: 4 });
    expect((await json("runs", "wait", fork.id)).state).toBe("SUCCEEDED");
    expect(await convzoo("runs", "fork", runId, "--epoch", "2", "--train", '{"batchSize":4}')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("batchSize must stay"),
    });
    expect(await convzoo("runs", "pause", runId)).toMatchObject({ code: 1 });
  });

  test("moves an alias to a version", async () => {
    const versions = await json("versions", "list", "--model", "tiny");
    expect(versions).toHaveLength(2);
    const { stdout } = await convzoo(
      "aliases",
      "move",
      "tiny",
      "champion",
      versions[0].id,
      "--reason",
      "best",
    );
    expect(stdout).toBe(`tiny champion -> ${versions[0].id} (move 1)\n`);
    expect(await json("aliases", "show", "tiny", "champion")).toMatchObject({
      version: { id: versions[0].id },
    });
    expect((await convzoo("versions", "card", versions[0].id)).stdout).toContain("champion");
    const late = ["aliases", "move", "tiny", "champion", versions[1].id, "--expected", versions[1].id];
    expect(await convzoo(...late)).toMatchObject({ code: 1 });
  });

  test("classifies files of images with a version, and with that of an alias", async () => {
    const pictures = (await pictureFiles()).slice(0, 18);
    const paths = pictures.map(({ path }) => join(directory, path.replace("/", "_")));
    await Promise.all(pictures.map(({ bytes }, index) => writeFile(paths[index]!, bytes)));
    const { stdout, stderr } = await convzoo("predict", "--model", "tiny", ...paths, "--top", "1");
    expect(stderr).toBe("");
    const lines = stdout.trimEnd().split("\n");
    expect(lines.map((line) => line.split(": ")[0])).toEqual(paths);
    expect(lines[0]).toMatch(/: class \d [\d.]+ %$/);
    const [version] = await json("versions", "list", "--model", "tiny");
    const one = await convzoo("predict", "--version", version.id, "--json", paths[0]!);
    expect(one.stderr).toBe("");
    const { file, scores, predictionId } = JSON.parse(one.stdout);
    expect({ file, count: scores.length }).toEqual({ file: paths[0], count: 2 });
    expect(predictionId).toMatch(/^Prediction_/);
    const failing = async (...words: readonly string[]): Promise<string> => {
      const { code, stderr: sentence } = await convzoo("predict", ...words);
      expect(code).toBe(1);
      return sentence;
    };
    expect(await failing("--model", "tiny")).toContain("files of images must follow");
    expect(await failing(paths[0]!)).toContain("one of --version and --model must be given");
    expect(await failing("--model", "tiny", "--alias", "second", paths[0]!)).toContain("second");
    expect(await failing("--model", "tiny", join(directory, "none.png"))).toContain("none.png");
    const mixed = [paths[0]!, join(directory, "variant.json"), join(directory, "none.png"), paths[1]!];
    const some = await convzoo("predict", "--model", "tiny", ...mixed);
    expect(some.stdout.split("\n").map((line) => line.split(": ")[0])).toEqual([paths[0], paths[1], ""]);
    expect(some.stderr).toMatch(/none\.png must be a file .*\n.*variant\.json as it must be a JPEG, .*\n$/);
    expect(some.code).toBe(1);
  });

  test("evaluates versions, and compares them", async () => {
    const [later, first] = await json("versions", "list", "--model", "tiny");
    for (const { id } of [later, first]) {
      const evaluation = await json("evaluations", "start", id, "--dataset", datasetId, "--wait");
      expect(evaluation).toMatchObject({ state: "SUCCEEDED", split: "TEST", version: { id } });
      expect((await convzoo("evaluations", "show", evaluation.id)).stdout).toMatch(/^state +SUCCEEDED$/m);
    }
    const words = ["evaluations", "compare", later.id, first.id, "--dataset", datasetId];
    expect((await convzoo(...words)).stdout).toMatch(/VERDICT\n.* (better|worse|not distinguishable)\n$/);
    expect(await convzoo(...words, "--split", "train")).toMatchObject({ code: 1 });
  });

  test("lists who did what", async () => {
    const { stdout } = await convzoo("acts", "list", "--kind", "alias_moved", "--by", "anonymous");
    expect(stdout).toMatch(/^WHEN +WHO +WHAT +TO +DETAILS\n.* anonymous +ALIAS_MOVED +Alias_\S+ +best\n$/);
    expect(await json("acts", "list", "--of", runId)).toMatchObject([{ kind: "RUN_STARTED" }]);
    expect(await convzoo("acts", "list", "--kind", "FLOWN")).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("FLOWN"),
    });
  });

  test("deletes what nothing needs, and says what stays and why", async () => {
    const run = await json("runs", "start", "--variant", variantId, "--dataset", datasetId, "--tag", "spare");
    expect(await json("runs", "wait", run.id)).toMatchObject({ state: "SUCCEEDED" });
    const all = ["runs", "delete", "--state", "succeeded"];
    const planned = await convzoo(...all, "--dry-run");
    expect(planned.stdout).toMatch(new RegExp(`^${run.id} .* would be deleted with Version_`, "m"));
    expect(planned.stdout).toMatch(new RegExp(`^${runId} .* stays: FORK Run_`, "m"));
    expect(planned.stdout).toMatch(/ stays: ALIAS Alias_.*\nWould delete 1 and keep 2\n$/s);
    expect((await convzoo("runs", "delete", "--tag", "spare")).stdout).toMatch(
      /deleted with Version_\S+\nDeleted 1 and kept 0\n$/,
    );
    expect(await json("runs", "delete", "--id", run.id)).toMatchObject({ missingIds: [run.id] });
    expect((await convzoo("acts", "list", "--of", run.id)).stdout).toContain("RUN_DELETED");

    const spare = await json("models", "create", "spare");
    expect((await convzoo("models", "delete", "spare", "--dry-run")).stdout).toBe(
      `Would delete spare (${spare.id})\n`,
    );
    expect((await convzoo("models", "delete", "spare")).stdout).toBe(`Deleted spare (${spare.id})\n`);
    for (const words of [
      ["models", "delete", "tiny"],
      ["variants", "delete", variantId],
      ["datasets", "delete", datasetId],
    ]) {
      const { code, stderr } = await convzoo(...words);
      expect(code).toBe(1);
      expect(stderr).toMatch(/^Cannot delete the \w+ as nothing must need it: current value is 2 runs/);
    }
    expect(await convzoo("ablations", "delete", "x")).toMatchObject({ code: 1 });
    expect(await convzoo("sweeps", "delete", "x")).toMatchObject({ code: 1 });
  });

  test.each([
    [["runs"], 'Cannot run "convzoo runs" as its action must be one of list, count, '],
    [["runs", "fly"], "current value is fly"],
    [["runs", "show"], 'Cannot run "convzoo runs show" as ID must follow: current value is none'],
    [["runs", "show", "a", "b"], "current value is a b"],
    [["runs", "list", "--epoch", "3"], "current value is --epoch"],
    [["runs", "list", "--state", "lost"], "--state must be one of QUEUED, RUNNING"],
    [["runs", "list", "--first", "0"], "--first must be a whole number from 1 to 100: current value is 0"],
    [["runs", "list", "--filter", "{"], "--filter must be JSON"],
    [["runs", "show", "Run_x"], "there must be one of the id"],
    [["runs", "start"], "--variant must be given"],
    [["runs", "delete"], "either --id or some of --state, --tag, --variant, --filter must be given"],
    [["runs", "delete", "--filter", "{}"], "the filter must have a condition"],
    [["datasets", "import", "x", "--archive", "none.zip"], "none.zip must be a file that can be read"],
    [["evaluations", "show", "Evaluation_x"], "there must be one of the id"],
    [["predict", "--version", "a", "--model", "b", "c.png"], "current value is both"],
  ])("%j ends with exit code 1 and one sentence", async (words, sentence) => {
    const { code, stdout, stderr } = await convzoo(...words);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toContain(sentence);
    expect(stderr.trim().split("\n")).toHaveLength(1);
  });
});
